namespace Gatehouse.Attestation.Pgp;

internal readonly record struct Packet(PacketTag Tag, ReadOnlyMemory<byte> Body);
