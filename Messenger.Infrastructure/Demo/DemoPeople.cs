namespace Messenger.Infrastructure.Demo;

/// <summary>A colleague of the demo company.</summary>
sealed record DemoPerson(string UserName, string DisplayName, string Department);

/// <summary>The people of the demo company.</summary>
static class DemoPeople
{
    public const string Engineering = "研发部 Engineering";
    const string Product = "产品部 Product";
    const string Sales = "销售部 Sales";
    const string Marketing = "市场部 Marketing";
    const string Operations = "运维部 Operations";
    const string People = "人力资源部 People";
    const string Finance = "财务部 Finance";

    public static readonly IReadOnlyList<string> Departments = [Product, Engineering, Sales, Marketing, Operations, People, Finance];

    /// <summary>Departments below that of the engineers.</summary>
    public static readonly IReadOnlyList<string> Teams = ["平台组 Platform", "移动组 Mobile", "测试组 Quality"];

    public static readonly IReadOnlyList<string> Titles = ["工程师 Engineer", "经理 Manager", "专员 Specialist", "主管 Lead"];

    public static readonly IReadOnlyList<DemoPerson> All =
    [
        new("alice", "Alice Chen", Product), new("bob", "Bob Miller", Engineering), new("carol", "Carol Wang", Sales),
        new("wangfang", "王芳", Product), new("liming", "李明", Engineering), new("zhangwei", "张伟", Engineering), new("liuyang", "刘洋", Engineering),
        new("chenjing", "陈静", Marketing), new("yangli", "杨丽", People), new("zhaolei", "赵磊", Operations), new("huangyan", "黄艳", Finance),
        new("zhoujie", "周杰", Engineering), new("wuxia", "吴霞", Sales), new("xuqiang", "徐强", Sales), new("sunmei", "孙梅", Marketing),
        new("mahui", "马辉", Operations), new("zhulin", "朱琳", Product), new("hujun", "胡军", Engineering), new("guoxin", "郭欣", Engineering),
        new("hebin", "何斌", Sales), new("gaofei", "高飞", Engineering), new("linna", "林娜", Marketing), new("luopeng", "罗鹏", Operations),
        new("zhengshuang", "郑爽", Product), new("liangchen", "梁晨", Engineering), new("songyu", "宋宇", Engineering), new("tangyue", "唐悦", Finance),
        new("xufan", "许凡", Sales), new("hanxue", "韩雪", People), new("fengtao", "冯涛", Engineering), new("dengchao", "邓超", Operations),
        new("caoying", "曹颖", Marketing), new("pengbo", "彭博", Finance), new("zengli", "曾莉", Product), new("xiaoyu", "肖雨", Engineering),
        new("shanwei", "单伟", Engineering),
        new("david", "David Brown", Engineering), new("emma", "Emma Wilson", Marketing), new("frank", "Frank Weber", Engineering), new("grace", "Grace Kim", Product),
        new("henry", "Henry Clark", Sales), new("isabel", "Isabel Costa", Sales), new("jack", "Jack Turner", Operations), new("karen", "Karen Jones", People),
        new("leo", "Leo Rossi", Engineering), new("maria", "María García", Marketing), new("nina", "Nina Petrova", Finance), new("oliver", "Oliver Smith", Engineering),
        new("paula", "Paula Novak", Sales), new("quentin", "Quentin Dubois", Engineering), new("rachel", "Rachel Green", Product), new("sam", "Sam O’Neill", Operations),
        new("tina", "Tina Hansen", Engineering), new("umar", "Umar Khan", Engineering), new("vera", "Vera Lind", Finance), new("will", "Will Cooper", Sales),
        new("xenia", "Xenia Popa", Marketing), new("yuki", "佐藤由纪", Engineering), new("zoe", "Zoe Martin", People), new("thomas", "Thomas Zhou", Operations),
    ];
}
