using System.Diagnostics.CodeAnalysis;
using Messenger.Contracts;

namespace Messenger.Domain;

/// <summary>A value, or the reason why there is none. Faults (bugs, a lost database, cancellation) are exceptions instead.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct Result<T>
    where T : notnull
{
    readonly T? _value;
    readonly Refusal? _refusal;

    Result(T value) => _value = value;

    Result(Refusal refusal) => _refusal = refusal;

    /// <summary>Takes the result apart; exactly one of the two is there.</summary>
    public bool IsOk([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Refusal? refusal)
    {
        value = _value;
        refusal = _refusal;
        return refusal is null;
    }

    /// <summary>The same refusal, or a value made from the value.</summary>
    public Result<TOther> Select<TOther>(Func<T, TOther> make)
        where TOther : notnull =>
        _refusal is { } refusal ? refusal : make(_value!);

    /// <summary>A result is made from a value,</summary>
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>from a code,</summary>
    public static implicit operator Result<T>(ErrorCode code) => new(new Refusal { Code = code });

    /// <summary>or from a whole refusal.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(refusal);
}
