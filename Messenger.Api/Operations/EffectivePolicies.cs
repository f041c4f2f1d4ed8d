using Messenger.Api.Identity;
using Messenger.Contracts.Operations;
using Messenger.Domain.Conversations;
using Messenger.Domain.Files;
using Messenger.Domain.Identity;
using Messenger.Domain.Limits;
using Messenger.Domain.Links;
using Messenger.Domain.Messages;
using Messenger.Domain.Personal;
using Messenger.Hubs.Connections;
using Messenger.Infrastructure.Files;

namespace Messenger.Api.Operations;

/// <summary>The rules that hold on this server, as its settings were read. No secret and no address of a server is among them.</summary>
sealed class EffectivePolicies(IServiceProvider settings, ExternalProviders providers)
{
    public PolicyList List() => new()
    {
        Policies = [.. Messages(), .. Groups(), .. Personal(), .. Files(), .. Links(), .. Sessions(), .. SignIn(), .. Rates(), .. Connections()],
    };

    Policy[] Messages()
    {
        var of = From<MessageLimits>("Messages", PolicyArea.Messages);
        return
        [
            of.Count(nameof(MessageLimits.MaxLength), m => m.MaxLength),
            of.Seconds(nameof(MessageLimits.EditWindow), m => m.EditWindow),
            of.Seconds(nameof(MessageLimits.RecallWindow), m => m.RecallWindow),
            of.Seconds(nameof(MessageLimits.MaxVanish), m => m.MaxVanish),
            of.Count(nameof(MessageLimits.MaxReactions), m => m.MaxReactions),
            of.Count(nameof(MessageLimits.MaxPins), m => m.MaxPins),
            of.Count(nameof(MessageLimits.MaxMentions), m => m.MaxMentions),
        ];
    }

    Policy[] Groups()
    {
        var of = From<ConversationLimits>("Conversations", PolicyArea.Groups);
        return
        [
            of.Count(nameof(ConversationLimits.MaxMembers), c => c.MaxMembers),
            of.Count(nameof(ConversationLimits.ReceiptMembers), c => c.ReceiptMembers),
        ];
    }

    Policy[] Personal()
    {
        var of = From<PersonalLimits>("Personal", PolicyArea.Personal);
        return
        [
            of.Count(nameof(PersonalLimits.MaxFolders), p => p.MaxFolders),
            of.Count(nameof(PersonalLimits.MaxSaved), p => p.MaxSaved),
            of.Count(nameof(PersonalLimits.MaxTimed), p => p.MaxTimed),
            of.Count(nameof(PersonalLimits.MaxOther), p => p.MaxOther),
        ];
    }

    Policy[] Files()
    {
        var of = From<FileSettings>("Files", PolicyArea.Files);
        var scan = From<VirusScanSettings>("VirusScan", PolicyArea.Files);
        return
        [
            of.Bytes(nameof(FileSettings.MaxSize), f => f.MaxSize),
            of.Count(nameof(FileSettings.MaxOfMessage), f => f.MaxOfMessage),
            of.Bytes(nameof(FileSettings.QuotaOfUser), f => f.QuotaOfUser),
            of.Bytes(nameof(FileSettings.QuotaInAll), f => f.QuotaInAll),
            of.Seconds(nameof(FileSettings.UploadRest), f => f.UploadRest),
            of.Seconds(nameof(FileSettings.Grace), f => f.Grace),
            scan.Switch(nameof(VirusScanSettings.Clamd), v => v.Clamd is { Length: > 0 }),
            scan.Seconds(nameof(VirusScanSettings.Patience), v => v.Patience),
        ];
    }

    Policy[] Links()
    {
        var of = From<LinkPreviewSettings>("LinkPreviews", PolicyArea.Links);
        return
        [
            of.Names(nameof(LinkPreviewSettings.AllowedHosts), l => l.AllowedHosts),
            of.Names(nameof(LinkPreviewSettings.AllowedNetworks), l => l.AllowedNetworks),
        ];
    }

    Policy[] Sessions()
    {
        var of = From<Sessions>("Sessions", PolicyArea.Sessions);
        return
        [
            of.Seconds(nameof(Domain.Identity.Sessions.Lifetime), s => s.Lifetime),
            of.Seconds(nameof(Domain.Identity.Sessions.IdleLimit), s => s.IdleLimit),
            of.Seconds(nameof(Domain.Identity.Sessions.Retention), s => s.Retention),
            of.Seconds(nameof(Domain.Identity.Sessions.AccessTokenLifetime), s => s.AccessTokenLifetime),
            of.Switch(nameof(Domain.Identity.Sessions.AllowDeviceCache), s => s.AllowDeviceCache),
            of.Switch(nameof(Domain.Identity.Sessions.AllowQueryToken), s => s.AllowQueryToken),
        ];
    }

    Policy[] SignIn()
    {
        var of = From<Passwords>("Passwords", PolicyArea.SignIn);
        var limit = From<SignInLimit>("SignInLimit", PolicyArea.SignIn);
        return
        [
            of.Count(nameof(Passwords.MinLength), p => p.MinLength),
            of.Count(nameof(Passwords.MaxLength), p => p.MaxLength),
            of.Count(nameof(Passwords.Iterations), p => p.Iterations),
            limit.PerMinute(nameof(SignInLimit.PerMinute), s => s.PerMinute),
            new()
            {
                Setting = "ExternalProviders:<n>:DisplayName",
                Area = PolicyArea.SignIn,
                Unit = PolicyUnit.Names,
                Names = [.. providers.All.Select(p => p.DisplayName)],
                IsDefault = providers.All.Count == 0,
            },
        ];
    }

    IEnumerable<Policy> Rates()
    {
        var of = From<VerbLimits>("Limits", PolicyArea.Rates);
        foreach (var verb in Enum.GetValues<Verb>())
        {
            yield return of.PerSecond($"{verb}:{nameof(Rate.PerSecond)}", l => l.Of(verb).PerSecond);
            yield return of.Count($"{verb}:{nameof(Rate.AtOnce)}", l => l.Of(verb).AtOnce);
        }
    }

    Policy[] Connections()
    {
        var of = From<ConnectionSettings>("Connections", PolicyArea.Connections);
        return
        [
            of.Count(nameof(ConnectionSettings.PerUser), c => c.PerUser),
            of.Count(nameof(ConnectionSettings.PerAddress), c => c.PerAddress),
            of.PerSecond(nameof(ConnectionSettings.NewPerSecond), c => c.NewPerSecond),
            of.PerSecond(nameof(ConnectionSettings.CallsPerSecond), c => c.CallsPerSecond),
            of.Bytes(nameof(ConnectionSettings.BacklogBytes), c => c.BacklogBytes),
            of.Seconds(nameof(ConnectionSettings.DrainTime), c => c.DrainTime),
        ];
    }

    Section<T> From<T>(string section, PolicyArea area)
        where T : class, new() => new(section, area, settings.GetRequiredService<T>());

    /// <summary>Rules of one section of the settings.</summary>
    sealed class Section<T>(string section, PolicyArea area, T held)
        where T : new()
    {
        readonly T _default = new();

        public Policy Count(string name, Func<T, long> read) => Number(name, PolicyUnit.Count, t => read(t));

        /// <summary>The largest number of bytes is none.</summary>
        public Policy Bytes(string name, Func<T, long> read) => Number(name, PolicyUnit.Bytes, t => read(t) is < long.MaxValue and var bytes ? bytes : null);

        public Policy Seconds(string name, Func<T, TimeSpan> read) => Number(name, PolicyUnit.Seconds, t => read(t).TotalSeconds);

        public Policy PerSecond(string name, Func<T, double> read) => Number(name, PolicyUnit.PerSecond, t => read(t));

        public Policy PerMinute(string name, Func<T, int> read) => Number(name, PolicyUnit.PerMinute, t => read(t));

        public Policy Switch(string name, Func<T, bool> read) => New(name, PolicyUnit.Switch, read(held) == read(_default)) with { On = read(held) };

        public Policy Names(string name, Func<T, IReadOnlyList<string>> read) =>
            New(name, PolicyUnit.Names, read(held).SequenceEqual(read(_default))) with { Names = read(held) };

        Policy Number(string name, PolicyUnit unit, Func<T, double?> read) => New(name, unit, Equals(read(held), read(_default))) with { Number = read(held) };

        Policy New(string name, PolicyUnit unit, bool isDefault) => new() { Setting = $"{section}:{name}", Area = area, Unit = unit, IsDefault = isDefault };
    }
}
