using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VimSessionService.Testing;

/// <summary>
/// Measures how the work of something grows with the size of its input.
/// <para>
/// Use: <c>Growth.AssertLinear("attributes of a tag", n => MakeRequest(n), request => reader.Read(request), n: 2_000)</c>. It makes the
/// input of size n and of size 4 n (that is not measured), runs the action on both, and fails when the exponent is 1.2 or more. The exponent
/// is log4(time of 4 n / time of n): 1 means linear, 2 means quadratic.
/// </para>
/// <para>
/// Linear work has steps: above some size its data no longer fits into a cache of the processor, or a garbage collection falls into each run.
/// An exponent up to 1.35 is therefore looked at again from n / 2 to 2 n, and fails when it is 1.2 or more there too. A step lies between two
/// sizes only once; work that grows faster than its input does so everywhere.
/// </para>
/// <para>
/// What is measured is the processor time of the calling thread, and the shortest time counts, so that other tests and other programs disturb little.
/// Four runs on n are timed as one, beside one run on 4 n: linear work allocates as much in both, so that as many garbage collections fall into both.
/// The action must therefore do all of its work on the calling thread before it returns. Work that goes to other threads takes the overload for tasks,
/// which measures the processor time of the whole process: put such a test into a collection that does not run in parallel.
/// </para>
/// <para>
/// Choose n so that no text or array of either size reaches 2,000,000 bytes, from where on the runtime of the test projects allocates them elsewhere, at a price of its own (in a
/// service from 85,000 bytes on): where a run is mostly such an allocation, as of an input that is refused for its length, the step would be taken for growth.
/// </para>
/// <para>
/// One run on n should take at least about 50 microseconds; shorter runs are repeated. An action that refuses its input must
/// end (catch what it throws): a refusal must not take more than linear time either.
/// </para>
/// </summary>
internal static class Growth
{
    /// <summary>The exponent that nothing may reach.</summary>
    public const double Limit = 1.2;

    /// <summary>The exponent that a step of linear work does not reach.</summary>
    private const double StepLimit = 1.35;

    /// <summary>How many times as large as the smaller input the larger one is.</summary>
    private const int SizeRatio = 4;

    /// <summary>How often a measurement is made anew before its exponent is believed to be too high.</summary>
    private const int Attempts = 12;

    /// <summary>How many times each size is measured in one attempt; the shortest time counts.</summary>
    private const int Rounds = 5;

    /// <summary>What is shorter than this is repeated until it is as long, in nanoseconds.</summary>
    private const long ShortestMeasured = 2_000_000;

    /// <summary>Fails when the work on an input grows faster than the input.</summary>
    /// <param name="what">What is measured, for the message.</param>
    /// <param name="make">Makes an input of a size; not measured.</param>
    /// <param name="run">The work.</param>
    /// <param name="n">The smaller of the two sizes.</param>
    public static void AssertLinear<T>(string what, Func<int, T> make, Action<T> run, int n)
    {
        var exponent = Exponent(make, run, n);
        if (exponent >= Limit)
            AssertStep(what, n, exponent, exponent < StepLimit ? Exponent(make, run, n / 2) : exponent);
    }

    /// <summary>The same for work that other threads take part in.</summary>
    /// <param name="what">What is measured, for the message.</param>
    /// <param name="make">Makes an input of a size; not measured.</param>
    /// <param name="run">The work.</param>
    /// <param name="n">The smaller of the two sizes.</param>
    public static async Task AssertLinearAsync<T>(string what, Func<int, T> make, Func<T, Task> run, int n)
    {
        var exponent = await ExponentAsync(make, run, n);
        if (exponent >= Limit)
            AssertStep(what, n, exponent, exponent < StepLimit ? await ExponentAsync(make, run, n / 2) : exponent);
    }

    /// <summary>Fails when the work on an input allocates more than a multiple of the input's size.</summary>
    /// <param name="what">What is measured, for the message.</param>
    /// <param name="inputBytes">The size of the input.</param>
    /// <param name="multiple">How many bytes may be allocated for each byte of the input.</param>
    /// <param name="run">The work, on the calling thread.</param>
    /// <param name="constant">How many bytes may be allocated besides, whatever the input.</param>
    public static void AssertMemory(string what, long inputBytes, double multiple, Action run, long constant = 0) =>
        AssertAllocated(what, inputBytes, multiple, constant, Allocated(run));

    /// <summary>The same for work that other threads take part in, in a test that does not run in parallel to others.</summary>
    /// <param name="what">What is measured, for the message.</param>
    /// <param name="inputBytes">The size of the input.</param>
    /// <param name="multiple">How many bytes may be allocated for each byte of the input.</param>
    /// <param name="run">The work.</param>
    /// <param name="constant">How many bytes may be allocated besides, whatever the input.</param>
    public static async Task AssertMemoryAsync(string what, long inputBytes, double multiple, Func<Task> run, long constant)
    {
        await run();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await run();
        AssertAllocated(what, inputBytes, multiple, constant, GC.GetTotalAllocatedBytes(precise: true) - before);
    }

    /// <summary>Fails when what is allocated grows faster than the input, where the input has no size in bytes.</summary>
    /// <param name="what">What is measured, for the message.</param>
    /// <param name="make">Makes an input of a size; not measured.</param>
    /// <param name="run">The work, on the calling thread.</param>
    /// <param name="n">The smaller of the two sizes.</param>
    public static void AssertLinearMemory<T>(string what, Func<int, T> make, Action<T> run, int n)
    {
        var (small, large) = (make(n), make(4 * n));
        var (few, many) = (Allocated(() => run(small)), Allocated(() => run(large)));
        var exponent = Math.Log((double)Math.Max(many, 1) / Math.Max(few, 1), 4);
        Assert.True(exponent < Limit, FormattableString.Invariant($"{what}: {n} allocate {few} bytes and {4 * n} allocate {many}, which is an exponent of {exponent:0.00}"));
    }

    private static void AssertAllocated(string what, long inputBytes, double multiple, long constant, long allocated) => Assert.True(
        allocated <= constant + (inputBytes * multiple),
        FormattableString.Invariant($"{what}: {inputBytes} bytes of input allocate {allocated} bytes, more than {constant} and {multiple} times as many"));

    /// <summary>The exponent of the work between n and 4 n, where the action makes its own input.</summary>
    public static double Exponent(Action<int> run, int n) => Exponent(static size => size, run, n);

    /// <summary>The exponent of the work between n and 4 n.</summary>
    public static double Exponent<T>(Func<int, T> make, Action<T> run, int n)
    {
        var (small, large) = (make(n), make(4 * n));
        return Lowest(() => Time(run, small, SizeRatio), () => Time(run, large, 1));
    }

    /// <summary>The exponent of work that other threads take part in.</summary>
    private static async Task<double> ExponentAsync<T>(Func<int, T> make, Func<T, Task> run, int n)
    {
        var (small, large) = (make(n), make(4 * n));
        var lowest = double.MaxValue;
        for (var attempt = 0; attempt < Attempts && lowest >= Limit; attempt++)
        {
            ForgetGarbage(attempt);
            var (smallTime, largeTime) = (double.MaxValue, double.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                smallTime = Math.Min(smallTime, await TimeAsync(run, small, SizeRatio));
                largeTime = Math.Min(largeTime, await TimeAsync(run, large, 1));
            }

            lowest = Math.Min(lowest, Math.Log(largeTime / smallTime, 4));
        }

        return lowest;
    }

    /// <summary>How many bytes an action allocates on the calling thread once it has run before.</summary>
    public static long Allocated(Action run)
    {
        run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>What was too much from n to 4 n passes when it was a step, which the sizes n / 2 and 2 n do not show too.</summary>
    private static void AssertStep(string what, int n, double exponent, double below) =>
        Assert.True(below < Limit, FormattableString.Invariant($"{what}: from {n} to {4 * n} the exponent is {exponent:0.00}; the second look has {below:0.00}"));

    /// <summary>Collections cost by what other tests keep alive too; before a second attempt their garbage goes.</summary>
    private static void ForgetGarbage(int attempt)
    {
        if (attempt > 0)
            GC.Collect();
    }

    /// <summary>Noise makes a time longer, never shorter: the shortest times are the true ones, and the lowest exponent is.</summary>
    private static double Lowest(Func<double> small, Func<double> large)
    {
        var lowest = double.MaxValue;
        for (var attempt = 0; attempt < Attempts && lowest >= Limit; attempt++)
        {
            ForgetGarbage(attempt);
            var (smallTime, largeTime) = (double.MaxValue, double.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                smallTime = Math.Min(smallTime, small());
                largeTime = Math.Min(largeTime, large());
            }

            lowest = Math.Min(lowest, Math.Log(largeTime / smallTime, 4));
        }

        return lowest;
    }

    /// <summary>The time of one run: a share of the shortest group of so many runs, of the groups that fill the measured time.</summary>
    private static double Time<T>(Action<T> run, T input, int group)
    {
        var first = ProcessorTime.OfThread;
        var before = first;
        var shortest = long.MaxValue;
        do
        {
            for (var i = 0; i < group; i++)
                run(input);
            var now = ProcessorTime.OfThread;
            shortest = Math.Min(shortest, now - before);
            before = now;
        }
        while (before - first < ShortestMeasured);
        return Math.Max((double)shortest / group, 1);
    }

    private static async Task<double> TimeAsync<T>(Func<T, Task> run, T input, int group)
    {
        var first = ProcessorTime.OfProcess;
        var before = first;
        var shortest = long.MaxValue;
        do
        {
            for (var i = 0; i < group; i++)
                await run(input);
            var now = ProcessorTime.OfProcess;
            shortest = Math.Min(shortest, now - before);
            before = now;
        }
        while (before - first < 10 * ShortestMeasured);
        return Math.Max((double)shortest / group, 1);
    }

    /// <summary>Processor time in nanoseconds; on systems other than Linux the time of day.</summary>
    private static class ProcessorTime
    {
        private const int ProcessClock = 2; // CLOCK_PROCESS_CPUTIME_ID
        private const int ThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID

        public static long OfThread => Read(ThreadClock);

        public static long OfProcess => Read(ProcessClock);

        private static long Read(int clock)
        {
            if (!OperatingSystem.IsLinux())
                return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
            _ = GetTime(clock, out var time);
            return ((long)time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }

        [DllImport("libc", EntryPoint = "clock_gettime")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int GetTime(int clock, out TimeSpec time);

        [StructLayout(LayoutKind.Sequential)]
        private struct TimeSpec
        {
            public nint Seconds;
            public nint Nanoseconds;
        }
    }
}
