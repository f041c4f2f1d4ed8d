using System.ComponentModel.DataAnnotations;

namespace Messenger.Domain.Identity;

/// <summary>What a password must be and how it is kept. Settings <c>Passwords</c>.</summary>
public sealed class Passwords
{
    /// <summary>The least length, in UTF-16 code units. There are no rules of composition and no forced changes (OWASP ASVS 6.2).</summary>
    [Range(8, 64)]
    public int MinLength { get; set; } = 8;

    /// <summary>What <see cref="MaxLength"/> can be at most; nothing longer is ever hashed.</summary>
    public const int Longest = 128;

    /// <summary>The greatest length, in UTF-16 code units.</summary>
    [Range(64, Longest)]
    public int MaxLength { get; set; } = Longest;

    /// <summary>
    /// Rounds of PBKDF2-HMAC-SHA-512 (OWASP ASVS 5.0, 11.4.2: at least 210,000). Older hashes with fewer rounds are renewed at sign-in.
    /// </summary>
    [Range(210_000, 10_000_000)]
    public int Iterations { get; set; } = 210_000;
}
