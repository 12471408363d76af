using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Soap;
using VimSessionService.Endpoint.Tickets;

namespace VimSessionService.Lab.Tests;

/// <summary>A table of doors: one whose requests are calls of the API, and one whose are not.</summary>
internal static class TestDoors
{
    public static readonly DoorTable Table = new([new SoapDoor(), new TicketedDoor()]);
}
