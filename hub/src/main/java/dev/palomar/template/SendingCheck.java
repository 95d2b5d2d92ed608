package dev.palomar.template;

import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.Rejection;
import dev.palomar.model.Rejection.Fault;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Looks at messages made from templates before they are queued: what WhatsApp would refuse is refused at once,
/// with the field that is wrong. Nothing is said of accounts whose templates were never read as a whole.
public final class SendingCheck {

    /// What may be otherwise by now at Meta: whoever turned a message down for one of these asks there before it
    /// counts.
    public static final Set<String> PERHAPS_OUTDATED = Set.of("template-unknown", "template-not-sendable");

    /// @param form  the `template` object of the message, in Meta's form
    public record Question(MessageId message, TenantId tenant, DeviceId device, ObjectNode form) {

        String name() {
            return Json.string(form, "name").orElse("");
        }

        String language() {
            return Json.child(form, "language")
                    .flatMap(language -> Json.string(language, "code"))
                    .orElse("");
        }
    }

    /// What is known of a name in the account of the number.
    private record Known(Map<String, Template> languages) {}

    private SendingCheck() {}

    /// Those that would be refused, and why.
    public static Supplier<Map<MessageId, Rejection>> refused(Tx tx, List<Question> questions) {
        if (questions.isEmpty()) {
            return Map::of;
        }
        Supplier<Map<Integer, Known>> known = known(tx, questions);
        return () -> refused(questions, known.get());
    }

    private static Map<MessageId, Rejection> refused(List<Question> questions, Map<Integer, Known> known) {
        Map<MessageId, Rejection> refused = new HashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            Known found = known.get(i);
            if (found != null) {
                judge(question, found).ifPresent(why -> refused.put(question.message(), why));
            }
        }
        return refused;
    }

    private static Optional<Rejection> judge(Question question, Known known) {
        if (known.languages().isEmpty()) {
            return refusal(
                    "template-unknown",
                    "template.name",
                    "the number's business account has no template " + question.name());
        }
        Template template = known.languages().get(question.language());
        if (template == null) {
            return refusal(
                    "template-unknown",
                    "template.language.code",
                    "the template " + question.name() + " is there in "
                            + String.join(", ", known.languages().keySet()) + " and not in " + question.language());
        }
        if (!template.sendable()) {
            return Optional.of(new Rejection.TemplateNotSendable(template.status(), standing(template)));
        }
        List<Fault> faults = Fitting.faults(template.blueprint(), question.form(), "template");
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rejection.InvalidValue("template-parameters", faults));
    }

    private static Optional<Rejection> refusal(String code, String field, String detail) {
        return Optional.of(new Rejection.InvalidValue(code, List.of(new Fault(field, detail))));
    }

    private static String standing(Template template) {
        String name = "the template " + template.name() + " (" + template.language() + ") ";
        return name
                + switch (template.status()) {
                    case "PENDING", "IN_APPEAL" -> "is still being reviewed by Meta";
                    case "REJECTED" ->
                        "was rejected by Meta"
                                + template.reason().map(why -> ": " + why).orElse("");
                    case "PAUSED" ->
                        "is paused by Meta, because people blocked or reported it; Meta lifts that by itself";
                    case "DISABLED" -> "is disabled by Meta for good";
                    case "PENDING_DELETION" -> "is being deleted";
                    case "ARCHIVED" -> "is archived at Meta";
                    default -> "cannot be sent: Meta says " + template.status();
                };
    }

    private static Supplier<Map<Integer, Known>> known(Tx tx, List<Question> questions) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            numbers.add(i);
        }
        return tx.ask(
                """
                SELECT u.number, t.*
                  FROM unnest(?::int[], ?::uuid[], ?::uuid[], ?::text[]) AS u (number, tenant_id, device_id, name)
                  JOIN cloud_number c ON c.tenant_id = u.tenant_id AND c.device_id = u.device_id
                  JOIN template_sync s ON s.tenant_id = c.tenant_id
                                      AND s.business_account_id = c.business_account_id
                                      AND s.complete_at IS NOT NULL
                  LEFT JOIN template t ON t.tenant_id = s.tenant_id
                                      AND t.business_account_id = s.business_account_id AND t.name = u.name
                                      AND t.status <> 'DELETED'
                """,
                columns -> columns.add("int4", numbers, number -> number)
                        .add("uuid", questions, question -> question.tenant().value())
                        .add("uuid", questions, question -> question.device().value())
                        .add("text", questions, Question::name),
                rows -> {
                    Map<Integer, Known> known = new HashMap<>();
                    while (rows.next()) {
                        Known one = known.get(rows.getInt("number"));
                        if (one == null) {
                            one = new Known(new TreeMap<>());
                            known.put(rows.getInt("number"), one);
                        }
                        if (rows.getString("name") != null) {
                            Template template = TemplateRows.read(rows);
                            one.languages().put(template.language(), template);
                        }
                    }
                    return known;
                });
    }
}
