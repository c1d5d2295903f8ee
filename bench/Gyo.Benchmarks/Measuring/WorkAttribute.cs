using BenchmarkDotNet.Running;

namespace Gyo.Benchmarks.Measuring;

/// <summary>What one operation of a benchmark does, so that its time can be told as a rate and as a share of what the machine can do.</summary>
/// <param name="bytes">Bytes read from memory; 0 when memory is not the point.</param>
/// <param name="flops">Floating-point additions and multiplications; 0 when they are not the point.</param>
/// <param name="probe">Whether this measures the machine. The best probe of a class is what its other benchmarks are a share of.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WorkAttribute(double bytes = 0, double flops = 0, bool probe = false) : Attribute
{
    public double Bytes => bytes;

    public double Flops => flops;

    public bool Probe => probe;

    public static WorkAttribute? Of(BenchmarkCase benchmark) =>
        (WorkAttribute?)GetCustomAttribute(benchmark.Descriptor.WorkloadMethod, typeof(WorkAttribute));
}
