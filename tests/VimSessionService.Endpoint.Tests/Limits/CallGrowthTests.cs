using System.Diagnostics.CodeAnalysis;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>Calls of any size.</summary>
public interface IGrowthRows
{
    /// <summary>The calls, by what there is much of in each.</summary>
    static abstract IReadOnlyDictionary<string, GrowthRow> Rows { get; }

    /// <summary>Whether the service has an inventory, with the whole schema of the API.</summary>
    static virtual bool HasInventory => false;
}

/// <summary>The work and the memory of calls grow no faster than the calls.</summary>
/// <typeparam name="TRows">The calls.</typeparam>
public abstract class CallGrowthTests<TRows> : IDisposable
    where TRows : IGrowthRows
{
    private readonly GrowthCalls _calls = new(TRows.HasInventory);

    [SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "The data of a theory are a static member of its class.")]
    public static TheoryData<string> Names => [.. TRows.Rows.Keys];

    public void Dispose()
    {
        _calls.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_work_grows_as_the_request(string what) => _calls.AssertWorkAsync(what, TRows.Rows[what]);

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_memory_is_a_fixed_multiple_of_the_request_and_its_answer(string what) => _calls.AssertMemoryAsync(what, TRows.Rows[what]);
}
