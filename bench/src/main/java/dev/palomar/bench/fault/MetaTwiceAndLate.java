package dev.palomar.bench.fault;

import dev.palomar.bench.load.MetaWebhook;
import dev.palomar.bench.load.MetaWebhook.Chat;
import dev.palomar.bench.place.HubProcess;
import dev.palomar.bench.receive.Marker;
import dev.palomar.bench.receive.Tally;
import dev.palomar.bench.scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Meta delivers twice, at the same time and late, out of order, and a thousand updates in one body.
public final class MetaTwiceAndLate implements Fault {

    private static final int CHATS = 60;
    private static final int EACH = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private enum Kind {
        TWICE("meta-twice", "What Meta delivers twice, at once or late, is recorded and announced once, in its order"),
        SHUFFLED("meta-shuffled", "What Meta delivers out of order arrives, each once"),
        THOUSAND("meta-thousand", "A thousand updates in one body, delivered twice at once, are announced once each");

        private final String word;
        private final String said;

        Kind(String word, String said) {
            this.word = word;
            this.said = said;
        }
    }

    private final Kind kind;

    private MetaTwiceAndLate(Kind kind) {
        this.kind = kind;
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(new MetaTwiceAndLate(kind));
        }
        return all;
    }

    @Override
    public String name() {
        return kind.word;
    }

    @Override
    public String title() {
        return kind.said;
    }

    @Override
    public boolean quick() {
        return kind != Kind.SHUFFLED;
    }

    @Override
    public Finding run(Ground ground) throws Exception {
        Stage stage = ground.stage();
        try (Stage.Audience audience = stage.audience(CHATS, CrashAtStep.EVERY_SECOND);
                MetaPost post = new MetaPost(stage.hub())) {
            MetaWebhook webhook = new MetaWebhook(HubProcess.APP_SECRET, stage.nextRun(), "");
            List<Chat> chats = stage.town().chats(CHATS);
            BitSet[] acknowledged = switch (kind) {
                case TWICE -> twice(post, webhook, chats);
                case SHUFFLED -> shuffled(post, webhook, chats);
                case THOUSAND -> thousand(post, webhook, chats);
            };
            Stage.settle(audience.tally(), acknowledged, PATIENCE);
            // Whatever is announced a second time comes after the first.
            Thread.sleep(500);
            Tally.Sum sum = audience.tally().sum(acknowledged);
            Finding finding = new Finding()
                    .note("bodies", post.posted())
                    .atLeast("acknowledged", Traffic.count(acknowledged), (long) CHATS * EACH)
                    .exactly("not acknowledged", post.refused(), 0)
                    .exactly("lost", sum.lost(), 0)
                    .exactly("announced twice", sum.repeated(), 0);
            return kind == Kind.SHUFFLED
                    ? finding.note("not in the order of their numbers", sum.outOfOrder())
                    : finding.exactly("out of order", sum.outOfOrder(), 0);
        }
    }

    /// Each body twice at the same time, in the order of its chat, while bodies of before come again.
    private static BitSet[] twice(MetaPost post, MetaWebhook webhook, List<Chat> chats) throws InterruptedException {
        BitSet[] acknowledged = none();
        List<String> late = new ArrayList<>();
        Random random = new Random(14);
        for (int number = 0; number < EACH; number++) {
            List<String> round = new ArrayList<>();
            for (int chat = 0; chat < CHATS; chat++) {
                String body = webhook.body(chats.get(chat), List.of(new Marker(chat, number, System.nanoTime())));
                round.add(body);
                round.add(body);
                if (!late.isEmpty()) {
                    round.add(late.get(random.nextInt(late.size())));
                }
                acknowledged[chat].set(number);
            }
            post.all(round);
            late.addAll(round);
        }
        Collections.shuffle(late, random);
        post.all(late);
        return acknowledged;
    }

    private static BitSet[] shuffled(MetaPost post, MetaWebhook webhook, List<Chat> chats) throws InterruptedException {
        BitSet[] acknowledged = none();
        List<String> bodies = new ArrayList<>();
        for (int chat = 0; chat < CHATS; chat++) {
            for (int number = 0; number < EACH; number++) {
                bodies.add(webhook.body(chats.get(chat), List.of(new Marker(chat, number, System.nanoTime()))));
                acknowledged[chat].set(number);
            }
        }
        List<String> twice = new ArrayList<>(bodies);
        twice.addAll(bodies);
        Collections.shuffle(twice, new Random(14));
        post.all(twice);
        return acknowledged;
    }

    private static BitSet[] thousand(MetaPost post, MetaWebhook webhook, List<Chat> chats) throws InterruptedException {
        BitSet[] acknowledged = none();
        for (int chat = 0; chat < 3; chat++) {
            int of = chat;
            List<Marker> markers = IntStream.range(0, 1_000)
                    .mapToObj(number -> new Marker(of, number, System.nanoTime()))
                    .toList();
            String body = webhook.body(chats.get(chat), markers);
            post.all(List.of(body, body));
            acknowledged[chat].set(0, 1_000);
        }
        return acknowledged;
    }

    private static BitSet[] none() {
        BitSet[] none = new BitSet[CHATS];
        java.util.Arrays.setAll(none, _ -> new BitSet());
        return none;
    }
}
