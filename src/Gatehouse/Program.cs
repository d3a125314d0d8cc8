using Gatehouse.Host.Commands;

return await GatehouseCommand.RunAsync(args);
