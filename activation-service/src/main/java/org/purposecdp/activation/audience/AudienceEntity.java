package org.purposecdp.activation.audience;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.purposecdp.activation.definition.DefinitionEntity;

@Entity
@Table(name = "audience")
class AudienceEntity extends DefinitionEntity {}
