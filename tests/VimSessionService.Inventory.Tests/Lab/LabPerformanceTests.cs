using VimSessionService.Inventory.Lab;
using VimSessionService.Inventory.Performance;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Tests.Lab;

public sealed class LabPerformanceTests
{
    private const int Usage = 2;

    private static readonly DateTime Time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly LabPerformance _statistics = new(seed: 7, static _ => true);

    [Fact]
    public void A_value_is_made_without_allocating_since_an_answer_may_have_a_million()
    {
        var (machine, metric) = (Machine(1), new PerformanceMetric(Usage, ""));
        _statistics.Read(machine, metric, 20, Time, 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _statistics.Read(machine, metric, 20, Time.AddSeconds(20 * i), i);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Each_entity_has_a_level_of_its_own_with_small_changes_within_the_counters_range()
    {
        var counter = LabCounters.Find(Usage)!;
        var range = counter.Most - counter.Least;
        var levels = new List<long>();
        for (var number = 0; number < 100; number++)
        {
            var values = Enumerable.Range(0, 50).Select(sample => Read(Machine(number), Time.AddSeconds(20 * sample))).ToArray();
            Assert.All(values, value => Assert.InRange(value, counter.Least, counter.Most));
            Assert.InRange(values.Max() - values.Min(), 1, (range / 5) + 1);
            Assert.Equal(values[0], Read(Machine(number), Time.AddSeconds(7))); // any time of an interval is that interval
            levels.Add(values.Min());
        }

        Assert.True(levels.Max() - levels.Min() > range / 2);
        Assert.True(levels.Distinct().Count() > 80);

        long Read(ManagedObjectReference entity, DateTime time) => _statistics.Read(entity, new PerformanceMetric(Usage, ""), 20, time, 0)!.Value;
    }

    private static ManagedObjectReference Machine(int number) => new("VirtualMachine", $"vm-{number}");
}
