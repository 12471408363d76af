using System.Security.Cryptography;
using System.Text;

namespace VimSessionService.Redis.Engine;

/// <summary>A script that the engine runs, by its hash once the engine has it.</summary>
internal sealed class EngineScript
{
    private EngineScript(string text, bool isLasting = false, bool overtakes = false)
    {
        Text = text;
        IsLasting = isLasting;
        Overtakes = overtakes;
#pragma warning disable CA5350 // The name that the protocol gives to a script; nothing depends on its strength.
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    /// <summary>What the engine runs.</summary>
    public string Text { get; }

    /// <summary>By which the engine knows the script.</summary>
    public byte[] Hash { get; }

    /// <summary>Whether what it changes must not be lost after its caller was told of it.</summary>
    public bool IsLasting { get; }

    /// <summary>Whether it may be sent before what was put off (<see cref="EngineConnection.PutOff"/>).</summary>
    public bool Overtakes { get; }

    /// <summary>The same script, which does not mind what was put off.</summary>
    public EngineScript Overtaking() => new(Text, IsLasting, overtakes: true);

    /// <summary>The same script, of which nothing may be lost.</summary>
    public EngineScript Lasting() => new(Text, isLasting: true);

    /// <summary>Reads a script of this assembly, after those that it needs.</summary>
    public static EngineScript Load(params ReadOnlySpan<string> names)
    {
        var text = new StringBuilder();
        foreach (var name in names)
        {
            using var stream = typeof(EngineScript).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The script {name} is not in the assembly.");
            using var reader = new StreamReader(stream);
            text.AppendLine(reader.ReadToEnd());
        }

        return new EngineScript(text.ToString());
    }
}
