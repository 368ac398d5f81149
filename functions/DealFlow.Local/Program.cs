using DealFlow.Local.Hosting;

return await CommandLine.Build().Parse(args).InvokeAsync();
