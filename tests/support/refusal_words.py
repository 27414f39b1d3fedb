"""Word parts that no field, parameter, option, column, key or vocabulary of the program may have, and why."""

from __future__ import annotations

from witnessmark.text import words

# What is forbidden wherever it stands, alone or inside a name (R1, R3, R6, R10).
BODY = (
    "blood dna rna genome genotype genetic hla abo tissue biometric biometrics fingerprint fingerprints iris retina voiceprint"
    " health medical diagnosis diagnoses disease illness symptom symptoms serology crossmatch histocompatibility urine"
    " pregnancy disability kidney liver cornea lung transplantee 血型 基因 健康 病历 指纹"
)
IDENTITY = (
    "passport ssn hukou dob birthdate birthday birth phone telephone mobile cellphone email imei imsi licence license plate"
    " surname forename nickname nationality citizenship whereabouts employer gender sex 身份证 护照 电话 手机 住址 生日"
)
GROUP = (
    "ethnicity ethnicities ethnic ethnos race racial religion religions religious faith belief beliefs believer creed caste"
    " sect uyghur uighur tibetan hui han_people kazakh hmong 民族 宗教 信仰 族裔"
)
PERSON = (
    "person persons people patient patients donor donors recipient recipients victim victims detainee detainees prisoner"
    " prisoners survivor survivors suspect suspects perpetrator perpetrators relative relatives face faces facial profile"
    " profiles watchlist dossier roster allocation allocate matching matchmaking"
)
DIRECTORY = (
    "hospital hospitals clinic clinics doctor doctors surgeon surgeons staff nurse nurses price prices cost fee"
    " contact contacts latitude longitude lat lon lng gps geocode coordinates waypoint route itinerary"
)
ASSERTION = (
    "guilt guilty culpability culpable innocent innocence posterior consensus probability probabilities likelihood"
    " truth credibility trustworthiness falsehood liar"
)
FORBIDDEN = frozenset(words(f"{BODY} {IDENTITY} {GROUP} {PERSON} {DIRECTORY} {ASSERTION}"))

# What is forbidden as neighbours: each alone is harmless.
FORBIDDEN_PAIRS = frozenset(
    tuple(pair.split("_"))
    for pair in words(
        "organ_of organ_type organ_id organ_needed organ_needs organs_of id_number id_no id_card card_number national_id"
        " citizen_id personal_id personal_number identity_number identity_card identity_no first_name last_name given_name"
        " family_name full_name maiden_name middle_name home_address postal_address street_address email_address e_mail"
        " address_of place_birth name_table names_by watch_list score_of by_name named_person wait_days wait_time wait_times"
        " waiting_time waiting_times waiting_list shortest_wait facial_recognition han_people risk_score"
        " body_weight body_height"
    )
)

# Words of the program's own strings, as far as they could be columns or vocabularies: these may stand in no string at all.
STRONG = frozenset(words(f"{GROUP} blood dna hla tissue biometric biometrics passport diagnosis fingerprint dossier"))

# Words that a case never has: person-level words (R2, R4, R9). Parts of class names.
ABSENT = frozenset(
    words(
        "Record Cluster Person Persons People Profile Watchlist Entity Roster Donor Recipient Patient Victim Detainee Prisoner"
        " Survivor Suspect Dossier Directory Map Household Individual"
    )
)
ABSENT_ROOMS = frozenset(words("link linking matching registry people persons donors map"))

# Free fields: anything could stand in them.
FREE = frozenset(
    words("extra extras tag tags meta metadata misc properties property attributes attrs custom other others kwargs")
)

# A plan looks back (R5): keys that would state a wish, or the future.
FORWARD = frozenset(
    words(
        "target targets goal goals wanted want desired desire demand demands supply required requirement needed need needs wish"
        " forecast forecasts predict predicted prediction future forward ahead horizon project projected extrapolate optimise"
        " optimize minimise minimize maximise maximize allocate schedule price wait"
    )
)

# What a published word may not say (R7).
PRIVATE = frozenset(
    words(
        "file filename files path paths folder folders directory host hostname user username machine minute time times at"
        " modified original arrival sidecar salt ip mac actor keyid"
    )
)

# Parameters that could take a person's name.
NAMING = frozenset(words("name names who whom whose speaker speakers author authors narrator witness title"))
