package org.purposecdp.activation.activation;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

import org.purposecdp.activation.definition.DefinitionEntity;

@Entity
@Table(name = "activation")
class ActivationEntity extends DefinitionEntity {}
