namespace Messenger.Hubs;

/// <summary>The event ids of this project: 2000 to 2999.</summary>
static class LogEvents
{
    public const int PushFailed = 2000;
    public const int CallUnavailable = 2001;
    public const int LinkChanged = 2010;
    public const int NewsNotUnderstood = 2011;
    public const int MoveFailed = 2020;
    public const int Draining = 2030;
    public const int Drained = 2031;
    public const int SweepFailed = 2100;
    public const int LastSeenFailed = 2200;
    public const int BoardFailed = 2201;
    public const int TracesFailed = 2202;
    public const int NodeNotTold = 2300;
}
