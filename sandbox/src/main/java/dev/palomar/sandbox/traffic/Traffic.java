package dev.palomar.sandbox.traffic;

import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.webhook.Webhooks;

/// The ways by which messages and files travel between people and businesses.
public record Traffic(Incoming incoming, Outgoing outgoing, Files files, Told told) {

    public static Traffic create(Network network, Webhooks webhooks) {
        Told told = new Told(network);
        Files files = new Files(network);
        return new Traffic(
                new Incoming(network, webhooks, told, files), new Outgoing(network, webhooks, told), files, told);
    }
}
