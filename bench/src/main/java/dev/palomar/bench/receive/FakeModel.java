package dev.palomar.bench.receive;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A language model at Anthropic's Messages API that answers at once, in the words of the customer: what a turn of the
/// reply agent takes is then the hub's own time.
public final class FakeModel implements AutoCloseable {

    private final AtomicLong asked = new AtomicLong();
    private final LoopServer server;

    public FakeModel() throws IOException {
        this.server = LoopServer.start(0, this::answer);
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /// How often it was asked.
    public long asked() {
        return asked.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private byte[] answer(LoopServer.Request request) {
        asked.incrementAndGet();
        Optional<Marker> marker = Marker.find(request.bytes(), request.bodyFrom(), request.bodyTo());
        String text = marker.map(found -> found.text(0)).orElse("hola");
        return LoopServer.answer(200, """
                {"id":"msg_bench","type":"message","role":"assistant","model":"claude-sonnet-5-5",\
                "content":[{"type":"text","text":"%s","citations":null}],"stop_reason":"end_turn","stop_sequence":null,\
                "usage":{"input_tokens":300,"output_tokens":20,"cache_creation_input_tokens":0,\
                "cache_read_input_tokens":0}}""".formatted(text));
    }
}
