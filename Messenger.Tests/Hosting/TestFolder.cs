namespace Messenger.Tests.Hosting;

/// <summary>A folder for one test, gone with it.</summary>
public sealed class TestFolder : IAsyncDisposable
{
    TestFolder(string path) => Path = path;

    public string Path { get; }

    public static TestFolder Create() => new(Directory.CreateTempSubdirectory("messenger-test-").FullName);

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Path, recursive: true);
        return ValueTask.CompletedTask;
    }
}
