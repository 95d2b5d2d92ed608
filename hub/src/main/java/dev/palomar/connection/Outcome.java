package dev.palomar.connection;

import dev.palomar.model.Json;
import dev.palomar.model.id.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of the numbers of a signup.
public record Outcome(List<Joined> numbers) {

    public static final Outcome NONE = new Outcome(List.of());

    /// One number.
    ///
    /// @param phone    as Meta shows it
    /// @param device   where it is here
    /// @param problem  what a person must still do, or why it did not come
    public record Joined(
            String phoneNumberId,
            String businessAccountId,
            String phone,
            String name,
            Result result,
            Optional<DeviceId> device,
            Optional<String> problem) {}

    public enum Result {
        /// It is new here.
        CONNECTED("connected"),
        /// It was here and has a new token.
        RENEWED("renewed"),
        /// Another company has it.
        TAKEN("taken"),
        /// The company may have no more numbers.
        NO_ROOM("noRoom");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Result read(String word) {
            for (Result result : values()) {
                if (result.word.equals(word)) {
                    return result;
                }
            }
            throw new IllegalStateException("unknown result " + word);
        }

        /// The number works here, or will.
        public boolean here() {
            return this == CONNECTED || this == RENEWED;
        }
    }

    public Outcome {
        numbers = List.copyOf(numbers);
    }

    /// `numbers` of the contract.
    public ArrayNode json() {
        ArrayNode array = Json.array();
        numbers.forEach(number -> array.add(json(number)));
        return array;
    }

    private static ObjectNode json(Joined number) {
        return Json.object()
                .put("phoneNumberId", number.phoneNumberId())
                .put("businessAccountId", number.businessAccountId())
                .put("phone", number.phone())
                .put("name", number.name())
                .put("result", number.result().word())
                .put("deviceId", number.device().map(DeviceId::text).orElse(null))
                .put("problem", number.problem().orElse(null));
    }

    static Outcome read(String text) {
        List<Joined> numbers = new ArrayList<>();
        for (JsonNode one : Json.elements(Json.readObject(text), "numbers")) {
            numbers.add(new Joined(
                    one.path("phoneNumberId").asString(""),
                    one.path("businessAccountId").asString(""),
                    one.path("phone").asString(""),
                    one.path("name").asString(""),
                    Result.read(one.path("result").asString("")),
                    Json.string(one, "deviceId").flatMap(DeviceId::read),
                    Json.string(one, "problem")));
        }
        return new Outcome(numbers);
    }

    String text() {
        return Json.text(Json.object().set("numbers", json()));
    }
}
