package check

// All returns every check, in order of id.
func All() []*Check {
	return []*Check{
		addressChecksum,
		badAlias,
		bareMention,
		dateInFuture,
		duplicateTitle,
		duplicateValue,
		embargoLeak,
		embargoWithoutEnd,
		fileUnused,
		hiddenCharacters,
		imageMissing,
		linkBroken,
		mergeConflict,
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
