using BenchmarkDotNet.Running;
using VimSessionService.Benchmarks;

if (args is ["lab"])
    await LabCost.RunAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(CodecBenchmarks).Assembly).Run(args);
