using System.Security.Cryptography;
using VimSessionService.Load.Measuring;
using VimSessionService.Load.Reporting;
using VimSessionService.Load.Servers;

namespace VimSessionService.Load.Suites;

/// <summary>
/// What a login by token and the issue of one cost, beside the one RSA operation that each cannot do without: alone, and in the floor,
/// which reads and answers the same bytes.
/// </summary>
internal static class TokenSuite
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeProvider Time = TimeProvider.System;

    /// <summary>Measures the native builds, turn by turn.</summary>
    public static TokenRow[] Run(Settings settings, string work)
    {
        using var service = ServerProcess.StartOnOneProcessor(settings.Service, Measurement.ServiceArguments(work));
        Scenario[] scenarios =
        [
            new("LoginByToken (bearer) + Logout", [TokenCalls.Login(service, Time), Scenarios.Logout], NeedsSession: false),
            new("STS Issue (name and password, bearer)", [TokenCalls.Issue(Time)], NeedsSession: false),
        ];
        var answers = Path.Combine(work, "token-answers");
        Answers.Capture(service, scenarios, answers);
        using var floor = ServerProcess.StartOnOneProcessor(settings.Floor, answers);
        return Array.ConvertAll(scenarios, scenario => Run(settings, scenario, service, floor));
    }

    private static TokenRow Run(Settings settings, Scenario scenario, ServerProcess service, ServerProcess floor)
    {
        Console.WriteLine($"Tokens: {scenario.Name}");
        using var inService = new Contestant(service, scenario, isFloor: false, settings.Connections);
        using var inFloor = new Contestant(floor, scenario, isFloor: true, settings.Connections);
        inService.Take(WarmUp);
        inFloor.Take(WarmUp);
        inService.Results.Clear();
        inFloor.Results.Clear();
        List<double> bare = [];
        for (var round = 0; round < settings.Rounds; round++)
        {
            inService.Take(settings.Turn);
            inFloor.Take(settings.Turn);
            bare.Add(BareMicroseconds(scenario.Steps[0].Work == "sign"));
        }

        return new TokenRow(
            scenario.Name,
            Statistics.Median(inService.Results.ConvertAll(result => result.ProcessorMicroseconds * scenario.Steps.Length)),
            Statistics.Median(inFloor.Results.ConvertAll(result => result.ProcessorMicroseconds * scenario.Steps.Length)),
            Statistics.Median(bare));
    }

    /// <summary>Processor time of one RSA-2048 operation and nothing else.</summary>
    private static double BareMicroseconds(bool sign)
    {
        const int Times = 500;
        using var rsa = RSA.Create(2048);
        var hash = SHA256.HashData("floor"u8);
        var signature = rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Times; i++)
        {
            if (sign)
                rsa.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            else if (!rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                throw new CryptographicException("The signature is not its own");
        }

        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / Times;
    }
}
