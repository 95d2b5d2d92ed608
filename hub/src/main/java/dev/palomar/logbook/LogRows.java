package dev.palomar.logbook;

import dev.palomar.database.Columns;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.PlainText;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.MessageId;
import dev.palomar.model.id.TenantId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Writes lines of the log.
final class LogRows {

    private static final int LONGEST = 16_384;

    private record Row(UUID id, Line line, Optional<String> request, Optional<String> response) {}

    private LogRows() {}

    /// What is nobody's is left out: a device that does not exist, a tenant that was deleted.
    static void insert(Tx tx, List<Line> lines, Masking masking, Supplier<UUID> ids) {
        List<Row> rows = new ArrayList<>(lines.size());
        for (Line line : lines) {
            rows.add(new Row(ids.get(), line, masked(masking, line.request()), masked(masking, line.response())));
        }
        try (PreparedStatement statement = tx.connection().prepareStatement("""
                INSERT INTO integration_log (tenant_id, id, at, inbound, channel, what, method, url, status, result,
                                             error, count, device_id, message_id, request_id, duration_ms, request,
                                             response)
                SELECT t.id, u.id, u.at, u.inbound, u.channel, u.what, u.method, u.url, u.status, u.result, u.error,
                       u.count, d.id, u.message_id, u.request_id, u.duration_ms, u.request, u.response
                  FROM unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::boolean[], ?::text[], ?::text[], ?::text[],
                              ?::text[], ?::int[], ?::text[], ?::text[], ?::int[], ?::uuid[], ?::uuid[], ?::text[],
                              ?::int[], ?::text[], ?::text[])
                       AS u (tenant_id, id, at, inbound, channel, what, method, url, status, result, error, count,
                             device_id, message_id, request_id, duration_ms, request, response)
                  LEFT JOIN device d ON d.id = u.device_id AND d.tenant_id = coalesce(u.tenant_id, d.tenant_id)
                  JOIN tenant t ON t.id = coalesce(u.tenant_id, d.tenant_id)
                 WHERE u.channel <> 'web' OR d.transport = 'WEB'
                """)) {
            new Columns(statement)
                    .add(
                            "uuid",
                            rows,
                            row -> row.line().tenant().map(TenantId::value).orElse(null))
                    .add("uuid", rows, Row::id)
                    .add("timestamptz", rows, row -> row.line().at())
                    .add("bool", rows, row -> row.line().direction() == Line.Direction.INBOUND)
                    .add("text", rows, row -> row.line().channel().word())
                    .add("text", rows, row -> clean(row.line().what(), 60))
                    .add("text", rows, row -> row.line().method().orElse(null))
                    .add(
                            "text",
                            rows,
                            row -> row.line()
                                    .url()
                                    .map(masking::url)
                                    .map(url -> clean(url, 500))
                                    .orElse(null))
                    .add(
                            "int4",
                            rows,
                            row -> row.line().status().isPresent()
                                    ? row.line().status().getAsInt()
                                    : null)
                    .add("text", rows, row -> row.line().result().word())
                    .add(
                            "text",
                            rows,
                            row -> row.line()
                                    .error()
                                    .map(masking::fault)
                                    .map(error -> clean(error, 600))
                                    .orElse(null))
                    .add("int4", rows, row -> row.line().count())
                    .add(
                            "uuid",
                            rows,
                            row -> row.line().device().map(DeviceId::value).orElse(null))
                    .add(
                            "uuid",
                            rows,
                            row -> row.line().message().map(MessageId::value).orElse(null))
                    .add("text", rows, row -> row.line().requestId().orElse(null))
                    .add("int4", rows, row ->
                            (int) Math.min(Integer.MAX_VALUE, row.line().took().toMillis()))
                    .add("text", rows, row -> row.request().orElse(null))
                    .add("text", rows, row -> row.response().orElse(null));
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write the log", failure);
        }
    }

    private static String clean(String text, int longest) {
        return PlainText.line(text, longest);
    }

    private static Optional<String> masked(Masking masking, Supplier<Optional<JsonNode>> said) {
        try {
            return said.get()
                    .map(masking::mask)
                    .map(Json::text)
                    .map(text -> text.length() <= LONGEST
                            ? text
                            : Json.text(Json.object().put("…", text.length() + " characters")));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }
}
