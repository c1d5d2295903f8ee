namespace Gyo.Embedding.Onnx;

/// <summary>The numbers of the fields of onnx.proto that are read or written here, and its enumerations' values.</summary>
/// <remarks>Source: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.</remarks>
internal static class OnnxFields
{
    public static class Model
    {
        public const int IrVersion = 1;
        public const int ProducerName = 2;
        public const int Graph = 7;
        public const int OpsetImport = 8;
    }

    public static class OperatorSet
    {
        public const int Domain = 1;
        public const int Version = 2;
    }

    public static class Graph
    {
        public const int Node = 1;
        public const int Name = 2;
        public const int Initializer = 5;
        public const int Input = 11;
        public const int Output = 12;
        public const int ValueInfo = 13;
    }

    public static class Node
    {
        public const int Input = 1;
        public const int Output = 2;
        public const int Name = 3;
        public const int OpType = 4;
        public const int Attribute = 5;
    }

    public static class Attribute
    {
        public const int Name = 1;
        public const int Int = 3;
        public const int Ints = 8;
        public const int Type = 20;

        public const int TypeInt = 2;
        public const int TypeInts = 7;
    }

    public static class Tensor
    {
        public const int Dims = 1;
        public const int DataType = 2;
        public const int Name = 8;
        public const int RawData = 9;
        public const int DataLocation = 14;

        public const int DataTypeFloat = 1;
        public const int DataTypeInt64 = 7;
        public const int External = 1;
    }

    public static class ValueInfo
    {
        public const int Name = 1;
        public const int Type = 2;
    }

    public static class Type
    {
        public const int Tensor = 1;
        public const int TensorElement = 1;
        public const int TensorShape = 2;
        public const int ShapeDimension = 1;
        public const int DimensionValue = 1;
        public const int DimensionName = 2;
    }
}
