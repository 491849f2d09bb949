package org.purposecdp.contracts.permit;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.purposecdp.contracts.identifier.IdentityRules;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Notice;
import org.purposecdp.contracts.policy.NoticeVersion;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.contracts.policy.Purpose;
import org.purposecdp.contracts.policy.RestrictionGround;
import org.purposecdp.contracts.policy.Source;
import org.purposecdp.contracts.record.SourceKind;

import static org.purposecdp.contracts.permit.PermitWorld.day;
import static org.purposecdp.contracts.policy.LegalBasis.*;

/** The register of {@code permit/table.md}. */
final class PermitRegister {
    static final Policy POLICY =
            new Policy(
                    3,
                    day(-365),
                    purposes(),
                    activities().map(Entry::activity).toList(),
                    notices(),
                    new Catalogue(null, null, null),
                    IdentityRules.DEFAULT,
                    sources());

    private PermitRegister() {}

    private static List<Purpose> purposes() {
        Stream<Purpose> plain =
                activities()
                        .map(entry -> entry.purpose)
                        .distinct()
                        .filter(id -> !Set.of("games", "trial").contains(id))
                        .map(id -> purpose(id, null, null));
        return Stream.concat(
                        plain,
                        Stream.of(
                                purpose("games", 16, null),
                                purpose("trial", null, Period.ofDays(30)),
                                purpose("idle", null, null)))
                .toList();
    }

    private static Purpose purpose(String id, Integer age, Period lasts) {
        boolean directMarketing = Set.of("offers", "club", "shots").contains(id);
        return new Purpose(id, id, directMarketing, age, lasts, Set.of(), null, Map.of());
    }

    private static Stream<Entry> activities() {
        return Stream.of(
                new Entry("offers", CONSENT),
                new Entry("games", CONSENT),
                new Entry("trial", CONSENT),
                new Entry("season", CONSENT).between(day(-30), day(40)),
                new Entry("health", CONSENT).special("a"),
                new Entry("diet", CONSENT).special(null),
                new Entry("guide", CONSENT).describedBy("guide-notice", 2),
                new Entry("orders", CONTRACT),
                new Entry("club", CONTRACT),
                new Entry("basket", CONTRACT).exempt("the basket that the person fills"),
                new Entry("recall", LEGAL_OBLIGATION).law("Product Safety Act"),
                new Entry("unnamed-law", LEGAL_OBLIGATION).describedBy("recall-notice", 1),
                new Entry("rescue", VITAL_INTERESTS),
                new Entry("census", PUBLIC_TASK).law("Statistics Act"),
                new Entry("unnamed-task", PUBLIC_TASK).describedBy("recall-notice", 1),
                new Entry("insight", LEGITIMATE_INTERESTS).assessed(),
                new Entry("watch", LEGITIMATE_INTERESTS).assessed(),
                new Entry("profiling", LEGITIMATE_INTERESTS)
                        .assessed()
                        .describedBy("watch-notice", 2),
                new Entry("secret", LEGITIMATE_INTERESTS).assessed().describedBy(null, 0),
                new Entry("care", LEGITIMATE_INTERESTS).assessed().describedBy("watch-notice", 2),
                new Entry("care", LEGITIMATE_INTERESTS)
                        .called("care-as-before")
                        .assessed()
                        .describedBy("insight-notice", 1),
                new Entry("counter", CONSENT).from("shop"),
                new Entry("parcels", LEGITIMATE_INTERESTS).assessed().within(Duration.ofDays(30)),
                new Entry("claims", LEGITIMATE_INTERESTS)
                        .assessed()
                        .despite(RestrictionGround.LEGAL_CLAIMS),
                new Entry("unweighed", LEGITIMATE_INTERESTS).describedBy("insight-notice", 1),
                new Entry("shots", LEGITIMATE_INTERESTS).assessed().softOptIn(),
                new Entry(Policy.PENDING_DECISION, LEGITIMATE_INTERESTS).assessed(),
                new Entry(Policy.IDENTITY_RESOLUTION, LEGITIMATE_INTERESTS).assessed());
    }

    private static List<Notice> notices() {
        Stream<Notice> once =
                activities()
                        .map(entry -> entry.purpose)
                        .distinct()
                        .filter(id -> !Set.of("offers", "health", "watch", "guide").contains(id))
                        .map(id -> new Notice(id + "-notice", List.of(first())));
        return Stream.concat(
                        once,
                        Stream.of(
                                twice("offers", 10, true),
                                twice("health", 5, false),
                                twice("watch", 7, true),
                                twice("guide", -50, false)))
                .toList();
    }

    private static Notice.Version first() {
        return new Notice.Version(1, true, day(-1000));
    }

    private static Notice twice(String purpose, int secondFrom, boolean material) {
        return new Notice(
                purpose + "-notice",
                List.of(first(), new Notice.Version(2, material, day(secondFrom))));
    }

    private static List<Source> sources() {
        return List.of(
                source("shop", SourceKind.SERVER),
                source("till", SourceKind.SERVER),
                source("kiosk", SourceKind.AUTHENTICATING, shown("insight-notice", 1, -10)),
                source("linked", SourceKind.SERVER),
                source("web", SourceKind.PUBLIC, shown("watch-notice", 1, -10)),
                source(
                        "app",
                        SourceKind.PUBLIC,
                        shown("watch-notice", 2, -10),
                        shown("insight-notice", 9, -10)));
    }

    private static Source source(String id, SourceKind kind, Source.Shown... shows) {
        return new Source(id, 1, false, kind, kind == SourceKind.PUBLIC, List.of(shows));
    }

    private static Source.Shown shown(String notice, int version, int since) {
        return new Source.Shown(notice, version, day(since));
    }

    /** An activity, told by what is out of the ordinary about it. */
    private static final class Entry {
        private final String purpose;
        private final LegalBasis basis;
        private String id;
        private Set<String> sources = Set.of("shop", "till", "kiosk", "web", "app", "lost");
        private NoticeVersion describedBy;
        private Set<DataCategory> categories =
                Set.of(DataCategory.CONTACT, DataCategory.TRANSACTIONAL);
        private Duration noticeWithin;
        private String law;
        private String assessment;
        private String terminalExemption;
        private RestrictionGround despiteRestriction;
        private String specialCondition;
        private boolean softOptIn;
        private Instant from;
        private Instant to;

        Entry(String purpose, LegalBasis basis) {
            this.purpose = purpose;
            this.basis = basis;
            this.id = purpose + "-activity";
            this.describedBy = new NoticeVersion(purpose + "-notice", 1);
        }

        Entry called(String name) {
            id = name;
            return this;
        }

        Entry from(String source) {
            sources = Set.of(source);
            return this;
        }

        Entry describedBy(String notice, int version) {
            describedBy = notice == null ? null : new NoticeVersion(notice, version);
            return this;
        }

        Entry between(Instant from, Instant to) {
            this.from = from;
            this.to = to;
            return this;
        }

        Entry special(String condition) {
            categories = Set.of(DataCategory.CONTACT, DataCategory.SPECIAL);
            specialCondition = condition;
            return this;
        }

        Entry exempt(String why) {
            terminalExemption = why;
            return this;
        }

        Entry law(String name) {
            law = name;
            return this;
        }

        Entry assessed() {
            assessment = "LIA " + purpose;
            return this;
        }

        Entry within(Duration time) {
            noticeWithin = time;
            return this;
        }

        Entry despite(RestrictionGround ground) {
            despiteRestriction = ground;
            return this;
        }

        Entry softOptIn() {
            softOptIn = true;
            return this;
        }

        Activity activity() {
            return new Activity(
                    id,
                    purpose,
                    categories,
                    basis,
                    sources,
                    Set.of("service-desk"),
                    Set.of("crm"),
                    null,
                    describedBy,
                    noticeWithin,
                    law,
                    assessment,
                    terminalExemption,
                    despiteRestriction,
                    specialCondition,
                    softOptIn,
                    from,
                    to);
        }
    }
}
