using Bunit;
using Gyo.Web.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.JSInterop;

namespace Gyo.Web.Tests.Components;

/// <summary>A page may be left at any moment, also between any two answers of the browser.</summary>
public sealed class ScriptedComponentTests
{
    [Fact]
    public async Task DisposeAsync_BetweenTheScriptsAnswers_StopsItOnce()
    {
        await using BunitContext context = new();
        SlowBrowser browser = new();
        context.Services.AddSingleton<IJSRuntime>(browser);
        IRenderedComponent<Page> page = context.Render<Page>();
        await browser.Asked("import");
        browser.Answer("import", browser);
        await browser.Asked("start");

        Task leaving = page.InvokeAsync(() => page.Instance.DisposeAsync().AsTask()); // nothing is started yet: only the module goes
        browser.Answer("start", browser);
        await browser.Asked("stop");
        Task leavingAgain = page.InvokeAsync(() => page.Instance.DisposeAsync().AsTask());
        browser.Answer("stop", null);
        await Task.WhenAll(leaving, leavingAgain, page.InvokeAsync(() => page.Instance.Rendered));

        Assert.Equal(["import", "start", "stop"], browser.Calls);
    }

    private sealed class Page : ScriptedComponent
    {
        public Task Rendered { get; private set; } = Task.CompletedTask;

        protected override string Script => "page.js";

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "div");
            builder.AddElementReferenceCapture(1, root => Root = root);
            builder.CloseElement();
        }

        protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Rendered = base.OnAfterRenderAsync(firstRender) : Task.CompletedTask;
    }

    /// <summary>Answers when it is told to; also the script that it loads.</summary>
    private sealed class SlowBrowser : IJSRuntime, IJSObjectReference
    {
        private readonly Dictionary<string, (TaskCompletionSource Asked, TaskCompletionSource<object?> Answer)> _calls =
            new[] { "import", "start", "stop" }.ToDictionary(name => name, _ => (new TaskCompletionSource(), new TaskCompletionSource<object?>()));

        public List<string> Calls { get; } = [];

        public Task Asked(string name) => _calls[name].Asked.Task;

        public void Answer(string name, object? answer) => _calls[name].Answer.SetResult(answer);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Calls.Add(identifier);
            _calls[identifier].Asked.TrySetResult();
            return (TValue)(await _calls[identifier].Answer.Task)!;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
