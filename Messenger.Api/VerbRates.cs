using Messenger.Domain.Limits;
using Messenger.Hubs;

namespace Messenger.Api;

/// <summary>Counts each request to the API as what it does. An endpoint says so itself only where its method does not.</summary>
static class VerbRates
{
    public static TBuilder CountedAs<TBuilder>(this TBuilder endpoint, Verb verb)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Counted(verb));

    public static RouteGroupBuilder WithVerbRates(this RouteGroupBuilder api)
    {
        api.AddEndpointFilter(async (invocation, next) =>
        {
            var http = invocation.HttpContext;
            var verb = http.GetEndpoint()?.Metadata.GetMetadata<Counted>()?.Verb ?? VerbOf(http.Request.Method);
            if (http.User.FindCaller() is not { } caller || http.RequestServices.GetRequiredService<VerbPace>().Take(caller.UserId, verb) is not { } tooOften)
                return await next(invocation);
            await http.RequestServices.GetRequiredService<RefusalHold>().WaitAsync(http.RequestAborted);
            return tooOften.ToProblem();
        });
        return api;
    }

    static Verb VerbOf(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) ? Verb.Read : HttpMethods.IsPost(method) ? Verb.Create : Verb.Change;

    sealed record Counted(Verb Verb);
}
