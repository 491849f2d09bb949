package org.purposecdp.activation.delivery;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.Immutable;

/** A delivery on file, to be read: what may be told of it. The queue writes it. */
@Entity
@Immutable
@Table(name = "delivery")
class DeliveryEntity {
    @Id private String id;

    private String activation;
    private String destination;
    private String purpose;

    @Column(name = "profile_id")
    private String profileId;

    @Column(name = "record_id")
    private String recordId;

    private String state;
    private String reason;
    private String evidence;
    private String[] nodes;

    @Column(name = "subject_version")
    private long subjectVersion;

    private int attempts;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    protected DeliveryEntity() {}

    Delivery delivery() {
        return new Delivery(
                id,
                activation,
                destination,
                purpose,
                profileId,
                recordId,
                state,
                reason,
                evidence,
                List.of(nodes),
                subjectVersion,
                attempts,
                createdAt,
                finishedAt);
    }
}
