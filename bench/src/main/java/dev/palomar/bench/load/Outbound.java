package dev.palomar.bench.load;

import dev.palomar.bench.place.Town;
import dev.palomar.bench.receive.Bytes;
import dev.palomar.bench.receive.Marker;
import java.util.BitSet;
import java.util.List;

/// Companies send: templates through the API, over all their numbers in turn, each to the next of many people.
public final class Outbound implements OpenLoop.Source {

    private record Out(int person, int number) {}

    private final List<Town.Sender> numbers;
    private final int people;
    private final String host;
    private final String keys;
    private final int[] turn;
    private final int[] next;
    private final Out[] out;
    private final BitSet[] accepted;

    /// A person is always written to over the same connection.
    public Outbound(List<Town.Sender> numbers, int people, int connections, String host) {
        this(numbers, people, connections, host, "");
    }

    /// As above with an `Idempotency-Key` for each message, made of `keys` and its number: it may be asked for again.
    public Outbound(List<Town.Sender> numbers, int people, int connections, String host, String keys) {
        this.keys = keys;
        this.numbers = numbers;
        this.people = people;
        this.host = host;
        this.turn = new int[connections];
        this.next = new int[people];
        this.out = new Out[connections];
        this.accepted = new BitSet[people];
        for (int i = 0; i < connections; i++) {
            out[i] = new Out(0, 0);
        }
        for (int i = 0; i < people; i++) {
            accepted[i] = new BitSet();
        }
    }

    @Override
    public byte[] next(int connection, long due) {
        int mine = (people - connection - 1) / out.length + 1;
        int person = connection + out.length * (turn[connection]++ % mine);
        Town.Sender number = numbers.get(person % numbers.size());
        Marker marker = new Marker(person, next[person]++, due);
        out[connection] = new Out(person, marker.number());
        String body = """
                {"to":"+54911%d","type":"template","template":{"name":"aviso","language":{"code":"es_AR"},"components":\
                [{"type":"body","parameters":[{"type":"text","text":"%s"}]}]}}""".formatted(50_000_000 + person, marker.text(200));
        return Bytes.ascii("POST /devices/" + number.device() + "/messages/send HTTP/1.1\r\nhost: " + host
                + "\r\ncontent-type: application/json\r\nx-api-key: " + number.key() + key(marker)
                + "\r\ncontent-length: "
                + body.length() + "\r\n\r\n" + body);
    }

    private String key(Marker marker) {
        return keys.isEmpty()
                ? ""
                : "\r\nidempotency-key: " + keys + "-" + marker.conversation() + "-" + marker.number();
    }

    @Override
    public void answered(int connection, int status) {
        if (status == 202) {
            accepted[out[connection].person()].set(out[connection].number());
        }
    }

    @Override
    public void broken(int connection) {
        // not accepted: nothing is owed
    }

    /// Which messages to each person the hub has said it will send.
    public BitSet[] accepted() {
        return accepted;
    }
}
