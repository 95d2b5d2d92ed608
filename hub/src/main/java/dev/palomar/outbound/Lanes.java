package dev.palomar.outbound;

import dev.palomar.cluster.Slots;
import dev.palomar.model.id.ConversationId;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What is due, as far as it is held in memory: one lane a conversation, worked by one thread at a time. It is only a
/// shortcut past the table: what does not fit, or is forgotten, is found there again, and the table decides about
/// order.
final class Lanes {

    private static final int MOST = 50_000;
    private static final int MOST_IN_ONE = 100;

    private enum Stage {
        READY,
        RUNNING,
        WAITING
    }

    /// The messages of one conversation, oldest first.
    final class Lane {
        private final DeviceId device;
        private final ConversationId conversation;
        private final ArrayDeque<Due> messages = new ArrayDeque<>();
        private Stage stage = Stage.READY;
        private Instant notBefore = Instant.EPOCH;
        private boolean gone;
        private boolean partial;

        private Lane(DeviceId device, ConversationId conversation) {
            this.device = device;
            this.conversation = conversation;
        }

        /// The one to send now. Empty when the lane was forgotten.
        Optional<Due> head() {
            synchronized (Lanes.this) {
                return gone ? Optional.empty() : Optional.ofNullable(messages.peekFirst());
            }
        }
    }

    private static final class Line {
        final Map<ConversationId, Lane> lanes = new HashMap<>();
        final ArrayDeque<Lane> ready = new ArrayDeque<>();
        int running;
        boolean queued;
    }

    private final int atOnce;
    private final int atOncePerDevice;
    private final Map<DeviceId, Line> numbers = new HashMap<>();
    private final ArrayDeque<DeviceId> turn = new ArrayDeque<>();
    private int running;
    private int held;

    Lanes(SendingSettings settings) {
        this.atOnce = settings.atOnce();
        this.atOncePerDevice = settings.atOncePerDevice();
    }

    /// A message just submitted. When there is no room it is not kept: its time comes with the table.
    synchronized void add(Due due) {
        Line number = numbers.computeIfAbsent(due.device(), _ -> new Line());
        Lane lane = number.lanes.get(due.conversation());
        if (lane != null && (lane.partial || lane.messages.size() >= MOST_IN_ONE)) {
            lane.partial = true;
            return;
        }
        if (held >= MOST) {
            return;
        }
        if (lane == null) {
            lane = open(number, due);
        }
        lane.messages.addLast(due);
        held++;
    }

    /// A lane for a message that is about to be kept, as if it had been taken: if nothing of its conversation is held
    /// and it would be taken at once.
    synchronized Optional<Lane> reserve(Due due) {
        Line number = numbers.get(due.device());
        boolean busy = number != null
                && (number.running >= atOncePerDevice
                        || !number.ready.isEmpty()
                        || number.lanes.containsKey(due.conversation()));
        if (busy || running >= atOnce || held >= MOST) {
            return Optional.empty();
        }
        Line line = numbers.computeIfAbsent(due.device(), _ -> new Line());
        Lane lane = new Lane(due.device(), due.conversation());
        line.lanes.put(due.conversation(), lane);
        lane.stage = Stage.RUNNING;
        lane.messages.addLast(due);
        held++;
        line.running++;
        running++;
        return Optional.of(lane);
    }

    /// What the table has of one conversation, from its oldest on; `partial` when there is more than that. Nothing
    /// happens when the conversation is held already.
    synchronized void load(List<Due> messages, boolean partial) {
        Due first = messages.getFirst();
        Line number = numbers.computeIfAbsent(first.device(), _ -> new Line());
        if (number.lanes.containsKey(first.conversation()) || held >= MOST) {
            return;
        }
        Lane lane = open(number, first);
        lane.partial = partial;
        lane.messages.addAll(messages);
        held += messages.size();
    }

    private Lane open(Line number, Due due) {
        Lane lane = new Lane(due.device(), due.conversation());
        number.lanes.put(due.conversation(), lane);
        makeReady(number, lane);
        return lane;
    }

    private void makeReady(Line number, Lane lane) {
        lane.stage = Stage.READY;
        number.ready.addLast(lane);
        if (!number.queued) {
            number.queued = true;
            turn.addLast(lane.device);
        }
    }

    /// A lane to work on now: the numbers take turns. Whoever takes it gives it back.
    synchronized Optional<Lane> take() {
        if (running >= atOnce) {
            return Optional.empty();
        }
        for (int left = turn.size(); left > 0; left--) {
            DeviceId device = turn.removeFirst();
            Line number = numbers.get(device);
            if (number == null) {
                continue;
            }
            if (number.ready.isEmpty()) {
                number.queued = false;
                tidy(device, number);
                continue;
            }
            turn.addLast(device);
            if (number.running >= atOncePerDevice) {
                continue;
            }
            Lane lane = number.ready.removeFirst();
            lane.stage = Stage.RUNNING;
            number.running++;
            running++;
            return Optional.of(lane);
        }
        return Optional.empty();
    }

    /// The lane's first message is done with. Answers whether there is another one.
    synchronized boolean advance(Lane lane) {
        if (lane.messages.pollFirst() != null && !lane.gone) {
            held--;
        }
        return !lane.gone && !lane.messages.isEmpty();
    }

    /// Whether the lane is empty and the table has more of it. Whoever asks fills it again with [#refill].
    synchronized boolean isDrained(Lane lane) {
        if (lane.gone || !lane.messages.isEmpty() || !lane.partial) {
            return false;
        }
        lane.partial = false;
        return true;
    }

    /// Puts what the table has before what came by memory meanwhile. Answers whether there is something to send.
    synchronized boolean refill(Lane lane, List<Due> messages, boolean partial) {
        if (lane.gone) {
            return false;
        }
        Set<MessageId> read = messages.stream().map(Due::message).collect(Collectors.toSet());
        List<Due> meanwhile = partial
                ? List.of()
                : lane.messages.stream()
                        .filter(due -> !read.contains(due.message()))
                        .toList();
        held += messages.size() + meanwhile.size() - lane.messages.size();
        lane.messages.clear();
        lane.messages.addAll(messages);
        lane.messages.addAll(meanwhile);
        lane.partial |= partial;
        return !lane.messages.isEmpty();
    }

    /// The lane's first message waits until it is due again.
    synchronized void putBack(Lane lane, Due due) {
        lane.messages.pollFirst();
        lane.messages.addFirst(due);
    }

    /// Gives a lane back: to go on at once or at `notBefore`, or to be forgotten when it is empty. Answers whether the
    /// table has more of it.
    synchronized boolean release(Lane lane, Optional<Instant> notBefore) {
        stopped(lane);
        if (lane.gone) {
            return false;
        }
        Line number = numbers.get(lane.device);
        if (number == null || lane.messages.isEmpty()) {
            forget(lane);
            return lane.partial;
        }
        if (notBefore.isEmpty()) {
            makeReady(number, lane);
        } else {
            lane.stage = Stage.WAITING;
            lane.notBefore = notBefore.get();
        }
        return false;
    }

    /// Gives a lane back and forgets what it held: the table knows better.
    synchronized void drop(Lane lane) {
        stopped(lane);
        forget(lane);
    }

    private void stopped(Lane lane) {
        running--;
        Line number = numbers.get(lane.device);
        if (number != null) {
            number.running--;
            tidy(lane.device, number);
        }
    }

    private void forget(Lane lane) {
        if (lane.gone) {
            return;
        }
        lane.gone = true;
        held -= lane.messages.size();
        Line number = numbers.get(lane.device);
        if (number != null) {
            number.lanes.remove(lane.conversation, lane);
            if (lane.stage == Stage.READY) {
                number.ready.remove(lane);
            }
            tidy(lane.device, number);
        }
    }

    private void tidy(DeviceId device, Line number) {
        if (number.lanes.isEmpty() && number.running == 0 && !number.queued) {
            numbers.remove(device, number);
        }
    }

    /// Makes those ready whose time has come.
    synchronized void wake(Instant now) {
        for (Line number : numbers.values()) {
            for (Lane lane : number.lanes.values()) {
                if (lane.stage == Stage.WAITING && !lane.notBefore.isAfter(now)) {
                    makeReady(number, lane);
                }
            }
        }
    }

    /// Forgets all that belongs to these slots; threads that work on it find nothing more to do.
    synchronized void forget(Set<Integer> slots) {
        List<Lane> lost = new ArrayList<>();
        numbers.forEach((device, number) -> {
            if (slots.contains(Slots.of(device.value()))) {
                lost.addAll(number.lanes.values());
            }
        });
        lost.forEach(this::forget);
    }

    /// Forgets what waits of one number, so that it is looked for in the table at once.
    synchronized void forgetWaiting(DeviceId device) {
        Line number = numbers.get(device);
        if (number != null) {
            List.copyOf(number.lanes.values()).stream()
                    .filter(lane -> lane.stage != Stage.RUNNING)
                    .forEach(this::forget);
        }
    }

    /// The conversations of a number that are held.
    synchronized Set<ConversationId> held(DeviceId device) {
        Line number = numbers.get(device);
        return number == null ? Set.of() : new HashSet<>(number.lanes.keySet());
    }

    /// How many messages are held.
    synchronized int size() {
        return held;
    }
}
