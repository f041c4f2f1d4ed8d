using Messenger.Api.Files;
using Messenger.Api.Messages;
using Messenger.Api.Personal;
using Messenger.Api.Search;
using Messenger.Contracts.Messages;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Directory;
using Messenger.Domain.Files;
using Messenger.Domain.Limits;
using Messenger.Domain.Links;
using Messenger.Domain.Messages;
using Messenger.Domain.Personal;
using Messenger.Domain.Presence;
using Messenger.Domain.Search;
using Microsoft.Extensions.Options;

namespace Messenger.Api;

/// <summary>Registers the use cases of the domain, which knows no container.</summary>
static class UseCases
{
    public static IHostApplicationBuilder AddUseCases(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSection<MessageLimits>("Messages");
        services.AddSection<ConversationLimits>("Conversations");
        services.AddSection<VerbLimits>("Limits");
        services.AddSingleton<VerbPace>();
        services.AddSingleton<RefusalHold>();
        services.AddSingleton<GroupCommitLimits>();
        services.AddSingleton(provider => CreateGroupCommit<NewMessage, Message>(provider, provider.GetRequiredService<IMessageLog>()));
        services.AddSingleton(provider => CreateGroupCommit<ReadAdvance, ReadState>(provider, provider.GetRequiredService<IReadCursors>()));
        services.AddSingleton<MessageForwarder>();
        services.AddSingleton<MessagePoster>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<MessageReviser>();
        services.AddSection<LinkPreviewSettings>("LinkPreviews");
        services.AddOptions<LinkPreviewSettings>().PostConfigure<PublicAddress>((settings, address) =>
        {
            if (address.Url is { } own) settings.Except(own);
        });
        services.AddSingleton<LinksToRead>();
        services.AddSingleton<LinkPreviewer>();
        services.AddHostedService<LinkReading>();
        services.AddSingleton<ReadMarker>();
        services.AddSingleton<ConversationStarter>();
        services.AddSingleton<GroupChanges>();
        services.AddSingleton<GroupEditor>();
        services.AddSingleton<GroupJoiner>();
        services.AddSingleton<ConversationLister>();
        services.AddSingleton<UserFinder>();
        services.AddSingleton<PeopleSearcher>();
        services.AddSingleton<ProfileKeeper>();
        services.AddSingleton<DepartmentKeeper>();
        services.AddSingleton<DepartmentMembers>();
        services.AddSingleton<PeopleImporter>();
        services.AddSection<PersonalLimits>("Personal");
        services.AddSingleton<PersonalKeeper>();
        services.AddSingleton<HistoryClearer>();
        services.AddSingleton<DueWork>();
        services.AddHostedService<DueWorkRounds>();
        services.AddSingleton<Typist>();
        services.AddSection<FileSettings>("Files");
        services.AddSingleton<FilesToFinish>();
        services.AddSingleton<FileUploader>();
        services.AddSingleton<FileAttacher>();
        services.AddSingleton<FileReader>();
        services.AddSingleton<FileFinisher>();
        services.AddSingleton<FileSweeper>();
        services.AddSingleton<FileChecker>();
        services.AddHostedService<FileWork>();
        services.AddSingleton<MessageSearcher>();
        services.AddSingleton<FileSearcher>();
        services.AddHostedService<SearchIndexing>();
        return builder;
    }

    /// <summary>Binds a section of the settings, checks it at the start, and hands it out as it is.</summary>
    public static void AddSection<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptionsWithValidateOnStart<T>().BindConfiguration(section).ValidateDataAnnotations();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
    }

    static GroupCommit<TItem, TAnswer> CreateGroupCommit<TItem, TAnswer>(IServiceProvider provider, IBatchWriter<TItem, TAnswer> writer)
        where TAnswer : notnull =>
        new(writer, provider.GetRequiredService<ILiveDelivery>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<GroupCommitLimits>());
}
