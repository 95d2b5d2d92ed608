package dev.palomar.sandbox.traffic;

import dev.palomar.sandbox.network.BusinessNumber;
import dev.palomar.sandbox.network.Chat;
import dev.palomar.sandbox.network.Fault;
import dev.palomar.sandbox.network.Message;
import dev.palomar.sandbox.network.Message.Status;
import dev.palomar.sandbox.network.Network;
import dev.palomar.sandbox.network.Person;
import dev.palomar.sandbox.traffic.Told.Failure;
import dev.palomar.sandbox.webhook.Webhooks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Takes messages of businesses to people's phones and tells the business what becomes of them.
public final class Outgoing {

    /// Statuses follow the answer to the call after a moment, as they do at Meta.
    private static final Duration MOMENT = Duration.ofMillis(20);

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration KEPT_CODE = Duration.ofMinutes(10);

    private final Network network;
    private final Webhooks webhooks;
    private final Told told;

    public Outgoing(Network network, Webhooks webhooks, Told told) {
        this.network = network;
        this.webhooks = webhooks;
        this.told = told;
    }

    /// Starts an accepted message on its way.
    ///
    /// @param obstacle something already known that will keep it from arriving
    public void start(Message message, Optional<Failure> obstacle) {
        network.keep(message);
        network.agenda().in(MOMENT, () -> {
            Optional<Failure> failure = obstacle.or(() -> refusal(message));
            if (failure.isPresent()) {
                fail(message, failure.get());
            } else {
                carry(message);
            }
        });
    }

    /// The phone was switched on: what waited arrives, unless it waited too long.
    public void arrive(Person person) {
        while (!person.waiting().isEmpty()) {
            Message message = person.waiting().removeFirst();
            Duration kept = message.category().filter("authentication"::equals).isPresent() ? KEPT_CODE : KEPT;
            if (message.at().plus(kept).isAfter(network.now())) {
                reach(message, person);
            }
        }
    }

    /// The person has read this message and all earlier ones of that business.
    public void read(Message last, Person person) {
        person.messages().stream()
                .filter(message -> message.fromBusiness() && message.number() == last.number())
                .filter(message -> !message.at().isAfter(last.at()))
                .filter(message -> !message.type().equals("reaction"))
                .toList()
                .forEach(message -> tell(message, Status.READ));
    }

    /// The person has listened to a voice message.
    public void played(Message message) {
        tell(message, Status.PLAYED);
    }

    private Optional<Failure> refusal(Message message) {
        BusinessNumber number = message.number();
        List<String> places =
                List.of(number.id(), number.account().id(), message.person().e164(), message.type());
        Optional<Fault> fault = network.faults().take(Fault.Kind.MESSAGE_FAILED, places);
        if (fault.isPresent()) {
            int code = fault.get().code().orElse(131000);
            return Optional.of(new Failure(code, "Something went wrong on purpose: a fault is switched on."));
        }
        Optional<Person> person = network.person(message.person());
        if (person.isEmpty()) {
            return Optional.of(new Failure(131026, "Message Undeliverable."));
        }
        Chat chat = number.chat(person.get());
        boolean template = message.category().isPresent();
        if (!template && !chat.windowOpen(message.at())) {
            return Optional.of(new Failure(
                    131047,
                    "Message failed to send because more than 24 hours have passed since the customer last replied to"
                            + " this number."));
        }
        if (message.category().filter("marketing"::equals).isPresent() && chat.marketingStopped()) {
            return Optional.of(new Failure(131050, "The recipient has stopped marketing messages of this business."));
        }
        return Optional.empty();
    }

    private void fail(Message message, Failure failure) {
        if (message.advance(Status.FAILED)) {
            publish(message, Status.FAILED, Optional.of(failure));
        }
    }

    private void carry(Message message) {
        Optional<Person> person = network.person(message.person());
        if (person.isEmpty()) {
            return;
        }
        tell(message, Status.SENT);
        if (person.get().habits().online()) {
            reach(message, person.get());
        } else {
            person.get().waiting().addLast(message);
        }
    }

    private void reach(Message message, Person person) {
        message.number().chat(person).businessTypesUntil(network.now());
        person.keep(message);
        if (message.type().equals("reaction")) {
            network.moved();
        } else if (person.habits().readsAtOnce()) {
            tell(message, Status.READ);
        } else {
            tell(message, Status.DELIVERED);
        }
    }

    private void tell(Message message, Status status) {
        if (message.advance(status)) {
            publish(message, status, Optional.empty());
        }
    }

    private void publish(Message message, Status status, Optional<Failure> failure) {
        webhooks.publish(message.number(), "messages", told.status(message, status, failure), () -> {});
        network.moved();
    }
}
