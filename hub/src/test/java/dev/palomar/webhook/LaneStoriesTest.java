package dev.palomar.webhook;

import static dev.palomar.testing.Core.ANA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.palomar.testing.Calm;
import dev.palomar.testing.Core;
import dev.palomar.testing.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// Made-up stories of messages, receivers that fail, time that passes, replays and restarts, against what must come of
/// each: every message at its receiver, each chat in its order, and no more repetitions than there were reasons for.
class LaneStoriesTest {

    private static final int CHATS = 3;

    /// The stories end when this has passed, however many there were.
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private static long began;

    /// What may happen.
    sealed interface Step {

        /// Somebody writes, so many messages at once.
        record Write(int chat, int messages) implements Step {}

        /// From now on the receiver answers this to one chat.
        record Answer(int chat, int status) implements Step {}

        record Pass(int seconds) implements Step {}

        /// Everything from the beginning once more.
        record Replay() implements Step {}

        record Restart(boolean cleanly) implements Step {}
    }

    @Provide
    Arbitrary<List<Step>> stories() {
        Arbitrary<Integer> chat = Arbitraries.integers().between(0, CHATS - 1);
        Arbitrary<Step> write =
                chat.flatMap(to -> Arbitraries.integers().between(1, 4).map(messages -> new Step.Write(to, messages)));
        Arbitrary<Step> answer =
                chat.flatMap(to -> Arbitraries.of(200, 200, 500, 503, 302).map(status -> new Step.Answer(to, status)));
        Arbitrary<Step> pass = Arbitraries.of(1, 6, 40, 150).map(Step.Pass::new);
        Arbitrary<Step> restart = Arbitraries.of(true, false).map(Step.Restart::new);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, write),
                        net.jqwik.api.Tuple.of(4, answer),
                        net.jqwik.api.Tuple.of(4, pass),
                        net.jqwik.api.Tuple.of(1, Arbitraries.create(Step.Replay::new)),
                        net.jqwik.api.Tuple.of(2, restart))
                .list()
                .ofMinSize(4)
                .ofMaxSize(16);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void whatever_happens_each_message_arrives_in_its_chats_order(@ForAll("stories") List<Step> story) {
        if (began == 0) {
            began = System.nanoTime();
        }
        if (System.nanoTime() - began > ENOUGH.toNanos()) {
            return;
        }
        try (Stage stage = new Stage()) {
            story.forEach(stage::play);
            stage.end();
        }
    }

    /// One hub after the other on the same data, with one receiver.
    private static final class Stage implements AutoCloseable {

        private final Core first = new Core();
        private final List<Core> later = new ArrayList<>();
        private final Receiver receiver = new Receiver();
        private final Map<Integer, Integer> answers = new HashMap<>();
        private final List<List<String>> written = new ArrayList<>();
        private final Endpoint endpoint = first.endpoint(receiver, "message.received");
        private Core core = first;
        private Duration ahead = Duration.ZERO;
        private int reasons;

        Stage() {
            for (int i = 0; i < CHATS; i++) {
                written.add(new ArrayList<>());
            }
            receiver.answers(got -> {
                int chat = text(got).charAt(0) - '0';
                synchronized (answers) {
                    return answers.getOrDefault(chat, 200);
                }
            });
        }

        void play(Step step) {
            switch (step) {
                case Step.Write(int chat, int messages) -> {
                    for (int i = 0; i < messages; i++) {
                        String text = chat + ":" + written.get(chat).size();
                        core.receive("+549115555010" + chat, "wamid." + text, text);
                        written.get(chat).add(text);
                    }
                }
                case Step.Answer(int chat, int status) -> answer(chat, status);
                case Step.Pass(int seconds) -> {
                    pass(Duration.ofSeconds(seconds));
                    pause(60);
                }
                case Step.Replay _ -> {
                    reasons++;
                    replay();
                }
                case Step.Restart(boolean cleanly) -> {
                    reasons++;
                    restart(cleanly);
                }
            }
        }

        private void replay() {
            core.courier
                    .replays()
                    .begin(
                            ANA,
                            endpoint.id(),
                            new Replays.Wish(
                                    core.clock.instant().minusSeconds(86_000),
                                    Optional.empty(),
                                    Optional.empty(),
                                    false));
        }

        private void restart(boolean cleanly) {
            if (cleanly) {
                core.courier.close();
            }
            core.crash();
            core = core.successor();
            core.clock.advance(ahead);
            later.add(core);
        }

        private void answer(int chat, int status) {
            synchronized (answers) {
                answers.put(chat, status);
            }
        }

        private void pass(Duration time) {
            ahead = ahead.plus(time);
            core.clock.advance(time);
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        /// The receiver is well again, and everything has time enough.
        void end() {
            for (int chat = 0; chat < CHATS; chat++) {
                answer(chat, 200);
            }
            await().pollInterval(Duration.ofMillis(100)).atMost(Calm.PATIENCE).untilAsserted(() -> {
                pass(Duration.ofMinutes(10));
                assertThat(core.test.count("SELECT count(*) FROM replay WHERE state = 'running'"))
                        .isZero();
                assertThat(core.test.count("SELECT count(*) FROM parked WHERE state = 'parked'"))
                        .isZero();
                assertThat(firsts().values().stream().mapToInt(List::size).sum())
                        .isEqualTo(written.stream().mapToInt(List::size).sum());
            });
            Map<Integer, List<String>> firsts = firsts();
            for (int chat = 0; chat < CHATS; chat++) {
                assertThat(firsts.get(chat)).isEqualTo(written.get(chat));
            }
            Map<String, Integer> times = new HashMap<>();
            receiver.taken().forEach(got -> times.merge(text(got), 1, Integer::sum));
            assertThat(times.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(1 + reasons));
            assertThat(core.test.count("SELECT count(*) FROM parked")).isZero();
            await().atMost(Calm.PATIENCE)
                    .untilAsserted(() -> assertThat(core.test.count("SELECT count(*) FROM lane_retry"))
                            .isZero());
        }

        /// What the receiver took, each for its first time.
        private Map<Integer, List<String>> firsts() {
            Map<Integer, Set<String>> firsts = new HashMap<>();
            for (int chat = 0; chat < CHATS; chat++) {
                firsts.put(chat, new LinkedHashSet<>());
            }
            for (Receiver.Got got : receiver.taken()) {
                String text = text(got);
                firsts.get(text.charAt(0) - '0').add(text);
            }
            Map<Integer, List<String>> lists = new HashMap<>();
            firsts.forEach((chat, texts) -> lists.put(chat, List.copyOf(texts)));
            return lists;
        }

        private static String text(Receiver.Got got) {
            return got.json().at("/normalized/text/body").asString();
        }

        @Override
        public void close() {
            later.reversed().forEach(Core::close);
            receiver.close();
            first.close();
        }
    }
}
