using BenchmarkDotNet.Running;
using VimSessionService.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(CodecBenchmarks).Assembly).Run(args);
