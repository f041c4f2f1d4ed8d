namespace Messenger.Infrastructure.Postgres;

/// <summary>As whom the programs of PostgreSQL run: it refuses to run as root.</summary>
/// <param name="Prefix">The words to put before a command.</param>
/// <param name="Owner">The user and group (<c>uid:gid</c>) that must own the database's files, if it is not ourselves.</param>
sealed record RunAs(IReadOnlyList<string> Prefix, string? Owner)
{
    /// <summary>Ourselves.</summary>
    public static RunAs Self { get; } = new([], null);

    /// <summary>
    /// Ourselves, unless we are root. Root runs PostgreSQL in a user namespace of its own, where it is nobody in name and still owns its
    /// files; where namespaces are forbidden, as <c>nobody</c>; and as the owner of the files, if they already belong to someone else.
    /// </summary>
    public static async Task<RunAs> ChooseAsync(string clusterDirectory, bool namespaces, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess) return Self;
        var owner = System.IO.Directory.Exists(clusterDirectory) ? await OwnerAsync(clusterDirectory, cancellationToken) : "0:0";
        if (!owner.StartsWith("0:", StringComparison.Ordinal)) return As(owner);
        if (namespaces && (await ChildCommand.RunAsync(["unshare", "--user", "true"], cancellationToken)).Good)
            return new RunAs(["unshare", "--user", "--"], null);
        if ((await ChildCommand.RunAsync([.. As(Nobody).Prefix, "true"], cancellationToken)).Good)
            return As(Nobody);
        throw new StartRefusedException(
            "PostgreSQL refuses to run as root, and neither 'unshare --user' nor 'setpriv' can give it another user here: " +
            "start Messenger as an ordinary user, or set ConnectionStrings:Postgres to use a server.");
    }

    /// <summary>Makes a folder and all in it belong to the one who runs.</summary>
    public async Task TakeOverAsync(string directory, CancellationToken cancellationToken)
    {
        if (Owner is null || await OwnerAsync(directory, cancellationToken) == Owner) return;
        var changed = await ChildCommand.RunAsync(["chown", "-R", Owner, directory], cancellationToken);
        if (!changed.Good) throw new StartRefusedException($"'{directory}' cannot be given to the user {Owner}: {changed.Reason}");
    }

    const string Nobody = "65534:65534";

    static RunAs As(string owner)
    {
        var ids = owner.Split(':');
        return new RunAs(["setpriv", $"--reuid={ids[0]}", $"--regid={ids[1]}", "--clear-groups", "--"], owner);
    }

    static async Task<string> OwnerAsync(string path, CancellationToken cancellationToken)
    {
        string[] format = OperatingSystem.IsMacOS() ? ["-f", "%u:%g"] : ["-c", "%u:%g"];
        var stat = await ChildCommand.RunAsync(["stat", .. format, path], cancellationToken);
        return stat.Good
            ? stat.Output.Trim()
            : throw new StartRefusedException($"The owner of '{path}' cannot be read: {stat.Reason}");
    }
}
