namespace Messenger.Infrastructure.Demo;

/// <summary>What people of the demo company say: short exchanges, whose lines go to one person after the other.</summary>
static class DemoTalk
{
    static readonly string[] Things =
        ["登录页", "支付接口", "搜索", "消息推送", "报表", "权限模块", "移动端", "导出功能", "the sign-in page", "the billing API", "search", "the mobile app", "the weekly report"];

    static readonly string[] Customers = ["华星科技", "蓝海物流", "北辰医疗", "金桥银行", "Northwind", "Contoso", "Fabrikam", "Alpine Foods"];

    static readonly string[] Places = ["三楼会议室", "5F-02", "一楼咖啡厅", "room Oslo", "the small meeting room"];

    static readonly string[] Versions = ["2.3.1", "2.4.0", "3.0 RC1", "3.1", "3.2.5", "4.0"];

    static readonly string[] Times = ["9:30", "10:00", "14:00", "15:30", "16:00", "下午三点", "明早十点", "tomorrow at 11"];

    static readonly string[][] Exchanges =
    [
        ["早，今天{T}的站会照常吗？", "照常，在{P}。", "好的，我准时到。"],
        ["{X}那边我改好了，麻烦看一下。", "收到，我现在看。", "有两处小意见，已经写在评审里了。", "改完了，再看一眼？", "没问题，合并吧 👍"],
        ["{C}反馈{X}有点慢，大家有头绪吗？", "我查一下日志。", "是一个查询没走索引，今天就能修。", "太好了，修完我去回复客户。"],
        ["版本 {V} 准备发布了，还有人要合代码吗？", "等我十分钟。", "我这边没有了。", "**{V}** 已发布，监控一切正常。", "辛苦大家！🎉"],
        ["周五的分享谁来讲？", "我可以讲{X}的重构。", "期待！", "记得录屏，我那天在外地。"],
        ["有人要一起点下午茶吗？", "要！一杯美式，谢谢。", "我要奶茶，少糖。", "我减肥……算了，来一杯吧 😂"],
        ["请问年假怎么申请？", "在系统里提交，主管批了就行。", "明白了，谢谢！"],
        ["{C}的合同今天能签吗？", "法务还在看第 7 条。", "好，我催一下。", "签好了，扫描件放在共享盘。"],
        ["这个月的报销请在 25 号前提交。", "收到。", "电子发票也可以吗？", "可以，附上 PDF 即可。"],
        ["线上有告警：`disk usage > 85%`。", "我在看，应该是日志没清理。", "已清理，降到 42% 了。", "加一条定时任务吧，免得再来一次。"],
        ["下周三去{C}拜访，谁有空一起？", "我可以。", "我来准备演示环境。"],
        ["{P}的投影仪坏了，先别订那间。", "谢谢提醒，我换一间。"],
        ["新同事今天入职，大家欢迎！", "欢迎欢迎 👏", "欢迎加入！", "谢谢大家，请多关照。"],
        ["需求文档更新了：\n- {X}增加批量操作\n- 列表支持筛选\n- 错误提示改成中文", "批量上限多少？", "先按 200 条做。", "可以，这周排进去。"],
        ["Morning! Is the stand-up at {T}?", "Yes, in {P} as usual.", "See you there."],
        ["I pushed a fix for {X}. Could someone review it?", "Looking at it now.", "Two small comments, otherwise good.", "Fixed both.", "Approved ✅"],
        ["{C} says {X} is slow since yesterday.", "Any request ids?", "I'll ask for them.", "Found it: the cache was cold after the restart.", "Great, I'll let them know."],
        ["Release {V} is out 🎉", "Dashboards look fine.", "Nice work, everyone!"],
        ["Who is on call next week?", "I am, until Thursday.", "I can take Friday and the weekend."],
        ["Lunch?", "Noodles?", "Always noodles 🍜", "Downstairs in five minutes."],
        ["The draft of the {C} proposal is in the shared folder.", "Thanks, I'll read it this afternoon.", "Page 4 needs newer numbers.", "Updated."],
        ["My train is late, please start without me.", "No problem, we'll keep notes."],
        ["Does anybody know how to reproduce the bug in {X}?", "Open two tabs and edit the same record.", "> edit the same record\n\nThat did it, thanks!"],
        ["Reminder: please update your time sheets by Friday.", "Done.", "Will do today."],
        ["I'll be out tomorrow; Bob covers for me.", "Enjoy your day off!"],
        ["Small question: where do we keep the design tokens?", "In the `tokens` folder, see the README.", "Found it, thanks."],
        ["The new office plan is up. Quiet zone is on the 3rd floor.", "Can we keep the plants? 🌱", "Plants stay."],
    ];

    /// <summary>Lines of an exchange, on average.</summary>
    public static double AverageLength { get; } = Exchanges.Average(lines => lines.Length);

    /// <summary>The lines of one exchange, about one customer, one version and one time.</summary>
    public static IEnumerable<string> Next(Random chance)
    {
        var (thing, customer, place) = (Pick(Things, chance), Pick(Customers, chance), Pick(Places, chance));
        var (version, time) = (Pick(Versions, chance), Pick(Times, chance));
        return Exchanges[chance.Next(Exchanges.Length)].Select(line => line
            .Replace("{X}", thing, StringComparison.Ordinal).Replace("{C}", customer, StringComparison.Ordinal)
            .Replace("{P}", place, StringComparison.Ordinal).Replace("{V}", version, StringComparison.Ordinal)
            .Replace("{T}", time, StringComparison.Ordinal));
    }

    static string Pick(string[] from, Random chance) => from[chance.Next(from.Length)];
}
