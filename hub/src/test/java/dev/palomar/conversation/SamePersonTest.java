package dev.palomar.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.palomar.model.Identity;
import dev.palomar.model.PhoneNumber;
import dev.palomar.model.id.ContactId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// WhatsApp says that a number and a LID are one person's.
class SamePersonTest {

    private static final ContactId OLD = new ContactId(new UUID(1, 1));
    private static final ContactId YOUNG = new ContactId(new UUID(2, 1));
    private static final String PHONE = "phone:+5491155550101";
    private static final String OTHER_PHONE = "phone:+5491155550102";
    private static final String LID = "lid:111";
    private static final String OTHER_LID = "lid:222";
    private static final Identity BOTH = new Identity(
            Optional.of(new PhoneNumber("+5491155550101")), Optional.of("111"), Optional.empty(), Optional.empty());

    @Test
    void two_contacts_that_are_one_person_become_one_and_the_older_stays() {
        assertThat(SamePerson.decide(BOTH, Map.of(YOUNG, List.of(PHONE), OLD, List.of(LID))))
                .isEqualTo(new SamePerson(Optional.of(OLD), List.of(YOUNG), List.of(), List.of()));
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(PHONE), YOUNG, List.of(LID))))
                .isEqualTo(new SamePerson(Optional.of(OLD), List.of(YOUNG), List.of(), List.of()));
    }

    @Test
    void a_contact_gets_the_name_that_it_lacked() {
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(PHONE))))
                .isEqualTo(new SamePerson(Optional.of(OLD), List.of(), List.of(LID), List.of()));
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(LID))))
                .isEqualTo(new SamePerson(Optional.of(OLD), List.of(), List.of(PHONE), List.of()));
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(LID, PHONE))).changesNothing())
                .isTrue();
    }

    @Test
    void a_number_that_changed_hands_goes_to_somebody_new_and_leaves_the_history_where_it_was() {
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(PHONE, OTHER_LID))))
                .isEqualTo(new SamePerson(Optional.empty(), List.of(), List.of(PHONE, LID), List.of()));
    }

    @Test
    void a_number_that_changed_hands_goes_to_its_new_owner_who_is_known_already() {
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(PHONE, OTHER_LID), YOUNG, List.of(LID))))
                .isEqualTo(new SamePerson(Optional.of(YOUNG), List.of(), List.of(PHONE), List.of()));
    }

    @Test
    void a_person_who_changed_their_number_keeps_their_history_and_does_not_get_that_of_the_number() {
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(LID, OTHER_PHONE), YOUNG, List.of(PHONE))))
                .isEqualTo(new SamePerson(Optional.of(OLD), List.of(), List.of(PHONE), List.of(OTHER_PHONE)));
    }

    @Test
    void a_user_id_is_a_name_like_the_others() {
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(PHONE, "user:US.1"), YOUNG, List.of(LID))))
                .isEqualTo(new SamePerson(Optional.of(OLD), List.of(YOUNG), List.of(), List.of()));
        assertThat(SamePerson.decide(BOTH, Map.of(OLD, List.of(PHONE, "user:US.1"), YOUNG, List.of(LID, "user:US.2")))
                        .join())
                .isEmpty();
    }
}
