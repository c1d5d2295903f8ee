using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gyo.Web.Components;

/// <summary>
/// A component with a script of its own for what the browser alone can do: a module whose <c>start(root, component)</c> returns an object
/// with <c>stop()</c>. The person may leave at any moment, also while the script is on its way.
/// </summary>
public abstract class ScriptedComponent : ComponentBase, IAsyncDisposable
{
    private IJSObjectReference? _module;
    private DotNetObjectReference<ScriptedComponent>? _self;
    private bool _left;

    /// <summary>Where the component is.</summary>
    protected ElementReference Root { get; set; }

    /// <summary>What the script returned; null until it is started.</summary>
    protected IJSObjectReference? Started { get; private set; }

    /// <summary>The script, a file of this library.</summary>
    protected abstract string Script { get; }

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <summary>Called once the script is started.</summary>
    protected virtual Task OnStartedAsync() => Task.CompletedTask;

    /// <summary>Starts the script, if there is a place for it.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || Root.Id is null)
        {
            return;
        }

        try
        {
            _module = await Browser.InvokeAsync<IJSObjectReference>("import", $"/{Assets[$"_content/Gyo.Web/{Script}"].TrimStart('/')}");
            if (!_left)
            {
                _self = DotNetObjectReference.Create(this);
                Started = await _module.InvokeAsync<IJSObjectReference>("start", Root, _self);
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            return; // the browser has gone first
        }

        if (_left)
        {
            await StopAsync(); // who left could not stop what was not there yet
        }
        else
        {
            await OnStartedAsync();
        }
    }

    /// <summary>Called when the component goes, before its script is stopped.</summary>
    protected virtual ValueTask LeaveAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _left = true;
        await LeaveAsync();
        await StopAsync();
    }

    private async Task StopAsync()
    {
        // Who leaves while the script is starting stops twice, and the second may come while the first waits for the browser.
        (IJSObjectReference? started, IJSObjectReference? module, Started, _module) = (Started, _module, null, null);
        try
        {
            if (started is not null)
            {
                await started.InvokeVoidAsync("stop");
                await started.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone first.
        }

        _self?.Dispose();
    }
}
