package check

// All returns every check, in order of id.
func All() []*Check {
	return []*Check{
		addressChecksum,
		badAlias,
		bareMention,
		dateInFuture,
		duplicateTitle,
		embargoLeak,
		fileUnused,
		hiddenCharacters,
		imageMissing,
		linkBroken,
		placeholderText,
		referenceMissing,
		referenceToUnpublished,
		reviewOverdue,
		secretInSource,
		sectionMissing,
		urlCollision,
		waiverExpired,
		withdrawnWithoutReason,
	}
}
