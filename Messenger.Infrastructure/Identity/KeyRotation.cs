using System.ComponentModel.DataAnnotations;

namespace Messenger.Infrastructure.Identity;

/// <summary>When the OpenID provider's keys are replaced. Settings <c>KeyRotation</c>, the same on all nodes.</summary>
public sealed class KeyRotation : IValidatableObject
{
    /// <summary>How often each node reads the keys. What is announced is known everywhere after this time.</summary>
    public static TimeSpan ReadInterval { get; } = TimeSpan.FromMinutes(5);

    /// <summary>A key stops signing at this age.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// The successor is made this long before, and published at once: so every node, and every application that keeps our keys, has learned
    /// it when it signs for the first time. At most half of <see cref="Period"/>.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan Lead { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The length in bits of the RSA keys that are made from now on. A longer one takes seconds to make, once.</summary>
    [Range(2048, 8192)]
    public int KeyBits { get; set; } = 3072;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lead > Period / 2) yield return new("KeyRotation:Lead must be at most half of KeyRotation:Period.", [nameof(Lead)]);
    }
}
