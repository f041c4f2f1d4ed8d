using Messenger.Domain.Identity;
using Messenger.Hubs;

namespace Messenger.Api;

/// <summary>Gives endpoints the caller; the group's authorization has made sure that there is one.</summary>
static class CallerBinding
{
    public static Caller Caller(this HttpContext context) =>
        context.User.FindCaller() ?? throw new InvalidOperationException("The endpoint is not behind authorization.");
}
