using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit little-endian ELF library and marks one required symbol version as weak (VER_FLG_WEAK in its
/// vernaux entry of .gnu.version_r), so that the loader accepts a system library that lacks it. Fails if the library
/// is no such ELF file; copies it unchanged if the version is not required, as in a later release that was built on
/// an older system.
/// </summary>
/// <remarks>
/// Why: libLibTorchSharp.so asks for GLIBCXX_3.4.32 only for std::ios_base_library_init, which it never calls; without
/// the flag it does not load on Debian 12 or Ubuntu 22.04. Layout: System V ABI, Linux Standard Base, "Symbol Versioning".
/// </remarks>
public sealed class WeakenSymbolVersion : Task
{
    private const uint SectionTypeVersionNeeds = 0x6ffffffe;
    private const ushort WeakFlag = 2;

    [Required] public string Source { get; set; } = "";
    [Required] public string Destination { get; set; } = "";
    [Required] public string SymbolVersion { get; set; } = "";

    public override bool Execute()
    {
        byte[] elf = File.ReadAllBytes(Source);
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[2] != 'L' || elf[3] != 'F' || elf[4] != 2 || elf[5] != 1)
        {
            Log.LogError("{0} is not a 64-bit little-endian ELF library.", Source);
            return false;
        }

        int marked = MarkWeak(elf);
        Log.LogMessage(MessageImportance.Low, "{0}: {1} marked weak in {2} place(s).", Path.GetFileName(Source), SymbolVersion, marked);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Destination)));
        File.WriteAllBytes(Destination, elf);
        return true;
    }

    private int MarkWeak(byte[] elf)
    {
        int marked = 0;
        long sections = BitConverter.ToInt64(elf, 0x28);
        int sectionSize = BitConverter.ToUInt16(elf, 0x3a);
        int sectionCount = BitConverter.ToUInt16(elf, 0x3c);
        for (int s = 0; s < sectionCount; s++)
        {
            long header = sections + (long)s * sectionSize;
            if (BitConverter.ToUInt32(elf, (int)header + 4) != SectionTypeVersionNeeds)
            {
                continue;
            }

            int namesSection = BitConverter.ToInt32(elf, (int)header + 0x28);
            long names = BitConverter.ToInt64(elf, (int)(sections + (long)namesSection * sectionSize) + 0x18);
            long need = BitConverter.ToInt64(elf, (int)header + 0x18);
            for (uint nextNeed = 1; nextNeed != 0; need += nextNeed)
            {
                long aux = need + BitConverter.ToUInt32(elf, (int)need + 8);
                for (uint nextAux = 1; nextAux != 0; aux += nextAux)
                {
                    if (NameAt(elf, names + BitConverter.ToUInt32(elf, (int)aux + 8)) == SymbolVersion)
                    {
                        BitConverter.GetBytes((ushort)(BitConverter.ToUInt16(elf, (int)aux + 4) | WeakFlag)).CopyTo(elf, (int)aux + 4);
                        marked++;
                    }

                    nextAux = BitConverter.ToUInt32(elf, (int)aux + 12);
                }

                nextNeed = BitConverter.ToUInt32(elf, (int)need + 12);
            }
        }

        return marked;
    }

    private static string NameAt(byte[] elf, long offset)
    {
        int end = Array.IndexOf(elf, (byte)0, (int)offset);
        return Encoding.ASCII.GetString(elf, (int)offset, end - (int)offset);
    }
}
