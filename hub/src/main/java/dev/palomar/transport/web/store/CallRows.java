package dev.palomar.transport.web.store;

import dev.palomar.database.Database;
import dev.palomar.database.Rows;
import dev.palomar.database.Tx;
import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import dev.palomar.model.id.TenantId;
import dev.palomar.transport.web.LineId;
import dev.palomar.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The `web_call` table: what one node asks of the node that holds a line, and what that one answers. Both are sealed,
/// and neither is kept: the asker deletes the row when it has the answer.
public final class CallRows {

    /// For so long after its time a row is left where its asker may still look.
    private static final Duration LEFT = Duration.ofMinutes(1);

    private final Database database;
    private final Vault vault;

    public CallRows(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /// Something that this node has to answer.
    public record Call(LineId line, UUID id, ObjectNode question) {}

    /// Asks whoever holds the line. False when no other node does.
    public boolean ask(LineId line, UUID call, UUID asker, ObjectNode question, Duration patience) {
        byte[] sealed = vault.seal(line.tenant(), place(call, "question"), Json.bytes(question));
        return database.worker(tx -> tx.update("""
            INSERT INTO web_call (tenant_id, id, device_id, slot, question, until)
            SELECT :tenant, :call, :device, :slot, :question, clock_timestamp() + make_interval(secs => :patience)
             WHERE EXISTS (SELECT FROM slot_lease l JOIN node n ON n.id = l.owner
                            WHERE l.slot = :slot AND l.owner <> :asker AND n.alive_until > clock_timestamp())
               AND EXISTS (SELECT FROM web_line w
                            WHERE w.tenant_id = :tenant AND w.device_id = :device)
            """)
                        .bind("tenant", line.tenant())
                        .bind("call", call)
                        .bind("device", line.device())
                        .bind("slot", line.slot())
                        .bind("asker", asker)
                        .bind("question", sealed)
                        .bind("patience", patience.toMillis() / 1_000.0)
                        .execute()
                > 0);
    }

    /// The answer, once: it is forgotten with this.
    public Optional<ObjectNode> answer(LineId line, UUID call) {
        return database.worker(tx -> tx.query("""
            DELETE FROM web_call WHERE tenant_id = :tenant AND id = :call AND answer IS NOT NULL RETURNING answer
            """)
                        .bind("tenant", line.tenant())
                        .bind("call", call)
                        .map((row, _) -> row.getBytes("answer"))
                        .findOne())
                .map(bytes -> read(vault.open(line.tenant(), place(call, "answer"), bytes)));
    }

    /// Nobody waits for the answer any more.
    public void forget(LineId line, UUID call) {
        database.worker(tx -> tx.update("DELETE FROM web_call WHERE tenant_id = :tenant AND id = :call")
                .bind("tenant", line.tenant())
                .bind("call", call)
                .execute());
    }

    /// What is asked of lines in `slots`; nobody else takes it up then.
    public List<Call> take(Collection<Integer> slots) {
        return database.worker(tx -> tx.query("""
            UPDATE web_call SET taken = true
             WHERE slot = ANY (:slots) AND NOT taken AND until > clock_timestamp()
            RETURNING tenant_id, id, device_id, question
            """)
                .bindArray("slots", Integer.class, List.copyOf(slots))
                .map((row, _) -> {
                    TenantId tenant = new TenantId(Rows.uuid(row, "tenant_id"));
                    UUID call = Rows.uuid(row, "id");
                    byte[] question = vault.open(tenant, place(call, "question"), row.getBytes("question"));
                    return new Call(
                            new LineId(tenant, new DeviceId(Rows.uuid(row, "device_id"))), call, read(question));
                })
                .list());
    }

    /// Answers it; nothing happens when nobody waits any more.
    public void answer(Call call, ObjectNode answer) {
        TenantId tenant = call.line().tenant();
        byte[] sealed = vault.seal(tenant, place(call.id(), "answer"), Json.bytes(answer));
        database.worker(tx -> tx.update("UPDATE web_call SET answer = :answer WHERE tenant_id = :tenant AND id = :call")
                .bind("answer", sealed)
                .bind("tenant", tenant)
                .bind("call", call.id())
                .execute());
    }

    /// Lets go of what a node that died left behind.
    public static int forget(Tx tx) {
        return tx.update("DELETE FROM web_call WHERE until < clock_timestamp() - make_interval(secs => :left)")
                .bind("left", LEFT.toMillis() / 1_000.0)
                .execute();
    }

    private static ObjectNode read(byte[] json) {
        return Json.readObject(new String(json, StandardCharsets.UTF_8));
    }

    private static String place(UUID call, String part) {
        return "web_call/" + call + "/" + part;
    }
}
