using Gatehouse.Load;

return await LoadCommand.RunAsync(args);
