using VimSessionService.Vim25.Codec;

namespace VimSessionService.Vim25.Generator.Tests;

/// <summary>A type may have any number of members: the place after the 64th is another than the first.</summary>
public sealed class ManyMembersTests
{
    private const int Count = 70;

    private static readonly VimType Many = Generation.Of(
        "public sealed partial record Many : DataObject { "
        + string.Concat(Enumerable.Range(0, Count - 1).Select(static i => $"public string? M{i} {{ get; init; }} "))
        + $"public required string M{Count - 1} {{ get; init; }} }}").Load("Many");

    private static readonly VimType Lists = Generation.Of(
        "public sealed partial record Lists : DataObject { "
        + string.Concat(Enumerable.Range(0, 130).Select(static i => $"public string[]? M{i} {{ get; init; }} ")) + "}").Load("Lists");

    [Fact]
    public void All_members_are_read()
    {
        var value = Many.Read(Members.InOrder(Enumerable.Range(0, Count)));

        Assert.All(Many.Fields.Index(), field => Assert.Equal($"text {field.Index}", field.Item.Get(value)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)] // 69 - 64
    public void A_required_last_member_that_is_missing_is_reported(int only)
    {
        var refused = Assert.Throws<VimDecodeException>(() => Many.Read(Members.InOrder([only])));

        Assert.Equal("\nRequired property m69 is missing from data object of type Many", refused.Message);
    }

    [Theory]
    [InlineData(5, 69)]
    [InlineData(0, 64, 69)]
    [InlineData(63, 64, 69)]
    public void A_member_beyond_the_64th_is_another_than_the_one_64_before_it(params int[] members)
    {
        Assert.NotNull(Many.Read(Members.InOrder(members)));
        Assert.NotNull(Many.Read(Members.InAnyOrder(members.Reverse())));
    }

    [Theory]
    [InlineData(69, 69)]
    [InlineData(65, 65, 69)]
    [InlineData(0, 0, 69)]
    public void A_member_comes_once(params int[] members)
    {
        Assert.Throws<VimDecodeException>(() => Many.Read(Members.InOrder(members)));
        Assert.Throws<VimDecodeException>(() => Many.Read(Members.InAnyOrder(members)));
    }

    [Theory]
    [InlineData(69, 5)]
    [InlineData(66, 65, 69)]
    [InlineData(64, 63, 69)]
    public void Members_come_in_the_order_of_their_declaration(params int[] members)
    {
        Assert.Throws<VimDecodeException>(() => Many.Read(Members.InOrder(members)));
        Assert.NotNull(Many.Read(Members.InAnyOrder(members)));
    }

    [Fact]
    public void A_list_repeats_and_does_not_come_back_after_another()
    {
        var value = Lists.Read(Members.InOrder([1, 1, 65, 65, 129, 129]));

        Assert.Equal(["text 129", "text 129"], Assert.IsType<string[]>(Lists.FindField("m129")!.Get(value)));
        Assert.Throws<VimDecodeException>(() => Lists.Read(Members.InOrder([65, 129, 65])));
        Assert.Throws<VimDecodeException>(() => Lists.Read(Members.InOrder([1, 65, 1])));
        Assert.NotNull(Lists.Read(Members.InAnyOrder([65, 129, 65])));
    }

    /// <summary>A value whose members are texts.</summary>
    private sealed class Members : VimReader
    {
        private readonly Queue<int> _left;
        private int _current;

        private Members(IEnumerable<int> members, bool anyOrder)
        {
            _left = new(members);
            AnyOrder = anyOrder;
        }

        public static Members InOrder(IEnumerable<int> members) => new(members, anyOrder: false);

        public static Members InAnyOrder(IEnumerable<int> members) => new(members, anyOrder: true);

        public override bool NextMember([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? name)
        {
            name = _left.TryDequeue(out _current) ? $"m{_current}" : null;
            return name is not null;
        }

        public override string ReadString() => $"text {_current}";

        public override bool ReadBoolean() => throw OnlyTexts();

        public override int ReadInt() => throw OnlyTexts();

        public override long ReadLong() => throw OnlyTexts();

        public override double ReadDouble() => throw OnlyTexts();

        public override DateTime ReadDateTime() => throw OnlyTexts();

        public override byte[] ReadBinary() => throw OnlyTexts();

        public override ManagedObjectReference ReadReference(string declared) => throw OnlyTexts();

        public override object ReadAny() => throw OnlyTexts();

        public override DataObject ReadObject(VimType declared) => throw OnlyTexts();

        public override void Skip() => throw OnlyTexts();

        private static NotSupportedException OnlyTexts() => new("The value has texts only");
    }
}
