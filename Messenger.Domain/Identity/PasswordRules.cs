using Messenger.Contracts;

namespace Messenger.Domain.Identity;

/// <summary>What a new password must be: long enough, and not one that is tried first (OWASP ASVS 5.0, 6.2).</summary>
public sealed class PasswordRules(Passwords settings)
{
    const string Product = "messenger";

    static readonly HashSet<string> Common = ReadCommon();

    /// <summary>How many passwords are known to be common.</summary>
    public static int CommonCount => Common.Count;

    /// <summary>What speaks against a password; null if nothing does.</summary>
    public ErrorCode? Check(string password, string userName)
    {
        if (password.Length < settings.MinLength) return ErrorCode.PasswordTooShort;
        if (password.Length > settings.MaxLength) return ErrorCode.PasswordTooLong;
        if (!TextRules.IsClean(password)) return ErrorCode.TextInvalid;
        var lower = password.ToLowerInvariant();
        // The product's or the user's name with a few characters around it is guessed at once; as a part of something longer it is harmless.
        return Common.Contains(lower) || Surrounds(lower, Product) || Surrounds(lower, userName.ToLowerInvariant())
            ? ErrorCode.PasswordTooCommon
            : null;
    }

    static bool Surrounds(string password, string name) =>
        name.Length >= 3 && password.Contains(name, StringComparison.Ordinal) && password.Length - name.Length < 6;

    static HashSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
