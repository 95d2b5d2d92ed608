package dev.palomar.bench.load;

import dev.palomar.bench.load.MetaWebhook.Chat;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Marker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// People write: Meta's signed webhooks, each message numbered in its chat. A chat stays with one connection, so that
/// its messages reach the hub in their order.
public final class Inbound implements OpenLoop.Source {

    private record Out(int chat, int number) {}

    private final MetaWebhook webhook;
    private final List<Chat> chats;
    private final List<List<Integer>> chatsOf = new ArrayList<>();
    private final int[] turn;
    private final Out[] out;
    private final int[] next;
    private final BitSet[] acknowledged;

    /// `run` makes message ids unique beyond this run.
    public Inbound(HubProcess hub, String run, List<Chat> chats, int connections) {
        this.webhook = new MetaWebhook(HubProcess.APP_SECRET, run, "127.0.0.1:" + hub.port());
        this.chats = chats;
        this.turn = new int[connections];
        this.out = new Out[connections];
        this.next = new int[chats.size()];
        this.acknowledged = new BitSet[chats.size()];
        for (int i = 0; i < connections; i++) {
            chatsOf.add(new ArrayList<>());
            out[i] = new Out(0, 0);
        }
        for (int chat = 0; chat < chats.size(); chat++) {
            chatsOf.get(chat % connections).add(chat);
            acknowledged[chat] = new BitSet();
        }
    }

    @Override
    public byte[] next(int connection, long due) {
        List<Integer> mine = chatsOf.get(connection);
        int chat = mine.get(turn[connection]++ % mine.size());
        Marker marker = new Marker(chat, next[chat]++, due);
        out[connection] = new Out(chat, marker.number());
        return webhook.request(chats.get(chat), marker);
    }

    @Override
    public void answered(int connection, int status) {
        if (status == 200) {
            acknowledged[out[connection].chat()].set(out[connection].number());
        }
    }

    @Override
    public void broken(int connection) {
        // not acknowledged: nothing is owed
    }

    /// Which messages of each chat the hub has said it has.
    public BitSet[] acknowledged() {
        return acknowledged;
    }
}
