package dev.palomar.api.resource;

import dev.palomar.api.auth.Access;
import dev.palomar.api.http.Answer;
import dev.palomar.api.http.Call;
import dev.palomar.api.http.Fields;
import dev.palomar.api.http.Resource;
import dev.palomar.api.http.Route;
import dev.palomar.conversation.Recipient;
import dev.palomar.model.Identity;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.DeviceId;
import dev.palomar.outbound.Outbox;
import dev.palomar.outbound.check.ConnectivityTest;
import dev.palomar.outbound.request.SendRequest;
import dev.palomar.outbound.request.Submission;
import dev.palomar.tenant.Scope;
import dev.palomar.tenant.limit.Idempotency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Sending, and trying out whether a number works. `202` means that the message is on disk.
public final class SendRoutes implements Resource {

    private static final String TEST_TEXT = "Palomar: prueba de conexión / connectivity test";

    private final Outbox outbox;
    private final ConnectivityTest test;
    private final FirstAnswer firstAnswer;

    public SendRoutes(Outbox outbox, ConnectivityTest test, Idempotency idempotency) {
        this.firstAnswer = new FirstAnswer(idempotency);
        this.outbox = outbox;
        this.test = test;
    }

    @Override
    public List<Route> routes() {
        Access send = Access.everyRole(Scope.MESSAGES_SEND);
        return List.of(
                Route.post("/v1/devices/{id}/messages/send", send, this::sendFrom)
                        .idempotent(),
                Route.post("/devices/{id}/messages/send", send, this::sendFrom).idempotent(),
                Route.post("/v1/messages/send", send, this::send).idempotent(),
                Route.post("/v1/devices/{id}/test", send, this::test));
    }

    private Answer sendFrom(Call call) {
        DeviceId device = device(call);
        Submission submission = SendRequest.parse(call.object());
        return Answer.accepted(outbox.submit(
                        call.tenant(),
                        device,
                        submission,
                        Optional.of(call.caller().actor()),
                        firstAnswer.of(call))
                .json());
    }

    private Answer send(Call call) {
        Submission submission = SendRequest.parse(call.object());
        DeviceId device = outbox.deviceFor(call.tenant(), submission);
        call.mustBeAllowed(device);
        return Answer.accepted(outbox.submit(
                        call.tenant(),
                        device,
                        submission,
                        Optional.of(call.caller().actor()),
                        firstAnswer.of(call))
                .json());
    }

    private Answer test(Call call) {
        DeviceId device = device(call);
        Fields body = call.fieldsIfAny();
        Optional<PhoneNumber> to = body.optionalValue("to", PhoneNumber::read, "a number like +5491155550100");
        Optional<String> text = body.optionalText("text", 4_096);
        Optional<Integer> wait = body.optionalInt("waitForReplySeconds", 1, 120);
        body.done();
        Optional<Submission> message = to.map(
                phone -> Submission.text(new Recipient(Identity.of(phone), Optional.empty()), text.orElse(TEST_TEXT)));
        ConnectivityTest.Question question = new ConnectivityTest.Question(message, wait.map(Duration::ofSeconds));
        return Answer.ok(test.run(call.tenant(), device, question).json());
    }

    private static DeviceId device(Call call) {
        DeviceId device = call.id("id", DeviceId::read, "device");
        call.mustBeAllowed(device);
        return device;
    }
}
