using Messenger.Contracts.Messages;
using Messenger.Contracts.Personal;
using Messenger.Contracts.Presence;
using Messenger.Domain;
using Messenger.Domain.Conversations;
using Messenger.Domain.Directory;
using Messenger.Domain.Files;
using Messenger.Domain.Messages;
using Messenger.Domain.Personal;
using Messenger.Infrastructure.Demo;

namespace Messenger.Api.Operations;

/// <summary>What has just happened in the demo company: something of each kind that a message can be. It goes the way that people's own messages go.</summary>
sealed class DemoScene(
    MessagePoster poster, MessageReviser reviser, IConversationReader conversations, ProfileKeeper profiles, PersonalKeeper personal, FileUploader uploader, FileFinisher finisher, TimeProvider clock)
{
    static readonly Guid Alice = DemoCompany.Person("alice");
    static readonly Guid Bob = DemoCompany.Person("bob");
    static readonly Guid Carol = DemoCompany.Person("carol");
    static readonly Guid Fang = DemoCompany.Person("wangfang");
    static readonly Guid Li = DemoCompany.Person("yangli");
    static readonly Guid Everybody = DemoCompany.Group("全员群 All hands");
    static readonly Guid Engineers = DemoCompany.Group("研发周会");
    static readonly Guid Badminton = DemoCompany.Group("羽毛球俱乐部");

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await InTheAllHandsAsync(cancellationToken);
        await AmongEngineersAsync(cancellationToken);
        await BetweenAliceAndBobAsync(cancellationToken);
        await SayStatusesAsync(cancellationToken);
        await KeepThingsOfAliceAsync(cancellationToken);
    }

    async Task InTheAllHandsAsync(CancellationToken cancellationToken)
    {
        var people = await conversations.GetMemberIdsAsync(Alice, Everybody, cancellationToken);
        var meeting = await PostAsync(Li, Everybody, "**全员大会 All hands**：周五 15:00，一楼报告厅。\nFriday at 3 pm in the auditorium. 远程同事请用会议链接 https://meet.demo.example/all-hands", cancellationToken);
        await ReactAsync(meeting, "👍", people.Take(23), cancellationToken);
        await ReactAsync(meeting, "🎉", people.Skip(8).Take(11), cancellationToken);
        await ReactAsync(meeting, "❤️", people.Skip(20).Take(4), cancellationToken);
        await MustAsync(reviser.PinAsync(Alice, new() { ConversationId = Everybody, Seq = meeting.Seq, Active = true }, cancellationToken));

        var poll = await PostAsync(new() { ConversationId = Everybody, ClientMessageId = NewId(), Text = "秋游去哪里？ Where shall we go this autumn?", Poll = new() { Options = ["莫干山 Hiking", "西湖 By the lake", "桌游 Board games"] } }, Fang, cancellationToken);
        foreach (var (person, place) in people.Skip(4).Take(31).Select((person, place) => (person, place)))
            await MustAsync(reviser.VoteAsync(person, new() { ConversationId = Everybody, Seq = poll.Seq, Options = [place % 5 < 3 ? 0 : place % 5 - 2] }, cancellationToken));

        var hills = await UploadAsync(Fang, "hills.jpg", "莫干山 Moganshan.jpg", cancellationToken);
        await PostAsync(new() { ConversationId = Everybody, ClientMessageId = NewId(), Text = "去年拍的，强烈推荐 ⛰️", Files = [new() { FileId = hills }] }, Fang, cancellationToken);

        var urgent = await PostAsync(new() { ConversationId = Everybody, ClientMessageId = NewId(), Text = "今天 18:00 办公网切换，请先保存工作。 The office network is switched at 6 pm: please save your work.", Urgent = true }, DemoCompany.Person("zhaolei"), cancellationToken);
        // Its sender may be among them, who is not asked: that one is refused, which is right.
        foreach (var person in people.Skip(5).Take(37)) await reviser.ConfirmAsync(person, new() { ConversationId = Everybody, Seq = urgent.Seq }, cancellationToken);
    }

    async Task AmongEngineersAsync(CancellationToken cancellationToken)
    {
        var others = (await conversations.GetMemberIdsAsync(Alice, Engineers, cancellationToken)).Except([Alice, Bob]).ToList();
        var slow = await PostAsync(others[0], Engineers, "搜索在大群里有点慢，我看了一下是这里：\n```ts\nconst hits = rows.filter((row) => row.text.includes(query));\nreturn hits.sort((a, b) => b.seq - a.seq).slice(0, 20);\n```", cancellationToken);
        var answer = await PostAsync(new() { ConversationId = Engineers, ClientMessageId = NewId(), Text = $"<@{others[0]}> 先按索引取 20 条再排序就行，不用全表过滤。", ReplyTo = slow.Seq }, Bob, cancellationToken);
        await ReactAsync(answer, "👍", [Alice, others[0], others[1]], cancellationToken);
        foreach (var (who, text) in new[] { (others[0], "改好了，1,000 人的群从 900 ms 到 12 ms 🚀"), (Bob, "Nice! Can you add a test for phrases with punctuation?"), (others[0], "加好了，已合并。") })
            await PostAsync(new() { ConversationId = Engineers, ClientMessageId = NewId(), Text = text, ThreadSeq = slow.Seq }, who, cancellationToken);

        var weekly = await UploadAsync(others[1], "weekly.jpg", "周报 Weekly.jpg", cancellationToken);
        var figures = await PostAsync(new() { ConversationId = Engineers, ClientMessageId = NewId(), Text = "本周数据，延迟又降了一截。", Files = [new() { FileId = weekly }] }, others[1], cancellationToken);
        await ReactAsync(figures, "🎉", [Alice, Bob, others[0]], cancellationToken);
        var notes = await UploadAsync(Bob, "release-4.0.md", "release-4.0.md", cancellationToken);
        var plan = await PostAsync(new() { ConversationId = Engineers, ClientMessageId = NewId(), Text = "4.0 发布步骤：\n1. 预发环境跑迁移\n2. 一台一台换节点\n3. 观察半小时再放量", Files = [new() { FileId = notes }] }, Bob, cancellationToken);
        await MustAsync(reviser.PinAsync(Bob, new() { ConversationId = Engineers, Seq = plan.Seq, Active = true }, cancellationToken));
        var wrong = await PostAsync(others[1], Engineers, "发布时间是明天", cancellationToken);
        await MustAsync(reviser.RecallAsync(others[1], new() { ConversationId = Engineers, Seq = wrong.Seq }, cancellationToken));
        await PostAsync(others[1], Engineers, $"<@{Alice}> 发布定在周四 20:00，可以吗？", cancellationToken);
    }

    async Task BetweenAliceAndBobAsync(CancellationToken cancellationToken)
    {
        var direct = DemoCompany.DirectOfAlice("bob");
        await PostAsync(Bob, direct, "Do you have ten minutes before the release meeting?", cancellationToken);
        var yes = await PostAsync(Alice, direct, "Sure. 5F-02 at 3?", cancellationToken);
        await ReactAsync(yes, "👌", [Bob], cancellationToken);
        var last = await PostAsync(Bob, direct, "I read the plan. Two questions:\n- who watches the dashboards **after** midnight?\n- do we tell customers before or after?", cancellationToken);
        await PostAsync(new() { ConversationId = direct, ClientMessageId = NewId(), Text = "I'll stay until one. Customers hear of it on Wednesday.", ReplyTo = last.Seq }, Alice, cancellationToken);
        var typo = await PostAsync(Bob, direct, "Perfekt, thanks", cancellationToken);
        await MustAsync(reviser.EditAsync(Bob, new() { ConversationId = direct, Seq = typo.Seq, Text = "Perfect, thanks 🙏" }, cancellationToken));
    }

    async Task SayStatusesAsync(CancellationToken cancellationToken)
    {
        var evening = clock.GetUtcNow().AddHours(6);
        await MustAsync(profiles.SetStatusAsync(Bob, new() { Emoji = "🎧", Text = "Deep work", Availability = Availability.Busy, Until = evening }, cancellationToken));
        await MustAsync(profiles.SetStatusAsync(Carol, new() { Emoji = "🌴", Text = "休假，周一回来" }, cancellationToken));
        await MustAsync(profiles.SetStatusAsync(Fang, new() { Emoji = "🗣️", Text = "开会中", Until = evening }, cancellationToken));
    }

    async Task KeepThingsOfAliceAsync(CancellationToken cancellationToken)
    {
        Guid[] customers = [DemoCompany.Group("华星科技项目"), DemoCompany.Group("蓝海物流项目"), DemoCompany.Group("金桥银行项目"), DemoCompany.Group("Northwind project")];
        await KeepAsync(new() { Kind = PersonalKind.Conversation, Key = Engineers.ToString(), Conversation = new() { Pinned = true } }, cancellationToken);
        await KeepAsync(new() { Kind = PersonalKind.Conversation, Key = Badminton.ToString(), Conversation = new() { Notify = NotifyLevel.None } }, cancellationToken);
        await KeepAsync(new() { Kind = PersonalKind.Folder, Key = NewId().ToString(), Folder = new() { Name = "客户 Customers", ConversationIds = customers } }, cancellationToken);
        await KeepAsync(new() { Kind = PersonalKind.Contact, Key = Bob.ToString(), Contact = new() { Starred = true } }, cancellationToken);
        await KeepAsync(new() { Kind = PersonalKind.Draft, Key = DemoCompany.DirectOfAlice("carol").ToString(), Draft = new() { Text = "合同的第 7 条我有一个问题：" } }, cancellationToken);
        await KeepAsync(new() { Kind = PersonalKind.Scheduled, Key = NewId().ToString(), Scheduled = new() { ConversationId = Everybody, At = clock.GetUtcNow().AddDays(1), Text = "提醒：今天 15:00 全员大会。" } }, cancellationToken);
    }

    Task<Message> PostAsync(Guid sender, Guid conversation, string text, CancellationToken cancellationToken) =>
        PostAsync(new() { ConversationId = conversation, ClientMessageId = NewId(), Text = text }, sender, cancellationToken);

    Task<Message> PostAsync(PostMessage message, Guid sender, CancellationToken cancellationToken) => MustAsync(poster.PostAsync(sender, message, cancellationToken));

    async Task ReactAsync(Message message, string emoji, IEnumerable<Guid> people, CancellationToken cancellationToken)
    {
        foreach (var person in people)
            await MustAsync(reviser.ReactAsync(person, new() { ConversationId = message.ConversationId, Seq = message.Seq, Emoji = emoji, Active = true }, cancellationToken));
    }

    Task<PersonalItem> KeepAsync(PersonalItem item, CancellationToken cancellationToken) => MustAsync(personal.SetAsync(Alice, new() { Item = item }, cancellationToken));

    async Task<Guid> UploadAsync(Guid sender, string resource, string name, CancellationToken cancellationToken)
    {
        await using var content = typeof(DemoScene).Assembly.GetManifestResourceStream(resource)!;
        var upload = await MustAsync(uploader.CreateAsync(sender, name, content.Length, cancellationToken));
        await MustAsync(uploader.AppendAsync(sender, upload.Id, 0, content, null, cancellationToken));
        // Nobody finishes files before the host has started.
        while (await finisher.RunAsync(cancellationToken)) { }
        return upload.Id;
    }

    Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());

    static async Task<T> MustAsync<T>(Task<Result<T>> step)
        where T : notnull =>
        (await step).IsOk(out var value, out var refusal) ? value : throw new InvalidOperationException($"A step of the demo was refused: {refusal}.");
}
