using System.ComponentModel.DataAnnotations;

namespace Messenger.Domain.Limits;

/// <summary>The section <c>Limits</c> of the settings: how often one user may do what on one node, with all his devices together.</summary>
public sealed class VerbLimits : IValidatableObject
{
    /// <summary><see cref="Verb.Connect"/>.</summary>
    [Required]
    public Rate Connect { get; init; } = new() { PerSecond = 2, AtOnce = 25 };

    /// <summary><see cref="Verb.Read"/>.</summary>
    [Required]
    public Rate Read { get; init; } = new() { PerSecond = 50, AtOnce = 1_000 };

    /// <summary><see cref="Verb.Send"/>.</summary>
    [Required]
    public Rate Send { get; init; } = new() { PerSecond = 20, AtOnce = 500 };

    /// <summary><see cref="Verb.Change"/>.</summary>
    [Required]
    public Rate Change { get; init; } = new() { PerSecond = 10, AtOnce = 300 };

    /// <summary><see cref="Verb.Create"/>.</summary>
    [Required]
    public Rate Create { get; init; } = new() { PerSecond = 1, AtOnce = 200 };

    /// <summary><see cref="Verb.Members"/>.</summary>
    [Required]
    public Rate Members { get; init; } = new() { PerSecond = 1, AtOnce = 20 };

    /// <summary><see cref="Verb.Signal"/>.</summary>
    [Required]
    public Rate Signal { get; init; } = new() { PerSecond = 20, AtOnce = 500 };

    /// <summary><see cref="Verb.Search"/>.</summary>
    [Required]
    public Rate Search { get; init; } = new() { PerSecond = 5, AtOnce = 50 };

    /// <summary>The rate of a verb.</summary>
    public Rate Of(Verb verb) => verb switch
    {
        Verb.Connect => Connect,
        Verb.Read => Read,
        Verb.Send => Send,
        Verb.Change => Change,
        Verb.Create => Create,
        Verb.Members => Members,
        Verb.Signal => Signal,
        Verb.Search => Search,
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "Not a verb."),
    };

    /// <summary>Checks each rate, which attributes do not reach.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var wrong = new List<ValidationResult>();
        foreach (var verb in Enum.GetValues<Verb>()) Validator.TryValidateObject(Of(verb), new(Of(verb)) { DisplayName = verb.ToString() }, wrong, validateAllProperties: true);
        return wrong;
    }
}
