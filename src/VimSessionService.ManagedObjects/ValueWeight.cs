using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>How much memory values of the API take, roughly; what is in several places is counted once.</summary>
internal sealed class ValueWeight
{
    private const int PerObject = 24;
    private const int PerField = 8;

    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>What was added, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The weight of one value.</summary>
    public static long Of(object? value) => new ValueWeight().Add(value).Bytes;

    /// <summary>Adds bytes.</summary>
    public ValueWeight Add(int bytes)
    {
        Bytes += bytes;
        return this;
    }

    /// <summary>Adds a value with all that is in it.</summary>
    public ValueWeight Add(object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                Bytes += PerObject + (2L * text.Length);
                break;
            case byte[] bytes:
                Bytes += PerObject + bytes.Length;
                break;
            case EnumArray enums:
                Bytes += PerObject + (8L * enums.Values.Length);
                break;
            case TypedArray array:
                Add((object)array.Items);
                break;
            case Array array when _seen.Add(array):
                Bytes += PerObject + (8L * array.Length);
                foreach (var item in array)
                    Add(item);
                break;
            case ManagedObjectReference reference:
                Add(PerObject).Add((object)reference.Type).Add((object)reference.Value);
                break;
            case DataObject data when _seen.Add(data):
                AddFields(data);
                break;
            default:
                Bytes += PerField;
                break;
        }

        return this;
    }

    private void AddFields(DataObject data)
    {
        Bytes += PerObject;
        for (var type = (VimType?)data.GetSchema(); type is not null; type = type.Base)
        {
            foreach (var field in type.Fields)
            {
                Bytes += PerField;
                Add(field.Get(data));
            }
        }
    }
}
