"""The half of the scenes that measures: nothing was tuned on it."""

from benchmarks.answer_cases.scenes import Claim, Scene

CLINIC = Scene(
    documents={
        "audit_report.txt": (
            "Audit of the Wexmoor Clinic",
            "https://audit-office.example/wexmoor/2026-03",
            "The audit took nine weeks. “Every third invoice was paid twice,” the auditor Judith Krane wrote.\n\n"
            "“The clinic corrected most of them before we asked,” Krane told the committee.\n",
        ),
        "committee.txt": (
            "Health committee, 12 March",
            "https://wexmoor.example/committee?session=12&lang=en",
            "“Patients were never at risk,” said Colm Deveraux, who runs the clinic. He took no questions.\n\n"
            "Councillor Amina Yusuf was unmoved. “Money that is paid twice is a nurse who is not hired,” she said.\n",
        ),
        "newsletter.txt": (
            "News for our patients",
            "https://wexmoor-clinic.example/news/spring",
            "“The new ward opens on 3 June,” Colm Deveraux said. It has 24 beds.\n",
        ),
        "zebra-notes.txt": (
            "A reporter's notes",
            "https://notebook.example/wexmoor",
            "Bram Stolk, a porter, spoke at the gate. “I carried the same box in twice,” he said.\n",
        ),
    },
    claims=(
        Claim(
            document="audit_report.txt",
            speaker="Judith Krane",
            quote="The clinic corrected most of them before we asked,",
            sentence="In the clinic's favour, {q} Judith Krane said.",
            passage="“The clinic corrected most of them before we asked,” Krane told the committee.",
            altered="The clinic corrected all of them before we asked,",
            swapped="In the clinic's favour, {q} Amina Yusuf said.",
            told="Judith Krane said that the clinic put most of it right early.",
            mistold="Judith Krane said that the clinic did not put most of it right.",
        ),
        Claim(
            document="committee.txt",
            speaker="Colm Deveraux",
            quote="Patients were never at risk.",
            sentence="Colm Deveraux, who runs the clinic, was firm: {q}",
            passage="“Patients were never at risk,” said Colm Deveraux, who runs the clinic.",
            altered="Patients were rarely at risk.",
            swapped="Judith Krane, who led the audit, was firm: {q}",
            told="No patient was ever in danger, Colm Deveraux said.",
            mistold="Patients were in danger, Colm Deveraux said.",
        ),
        Claim(
            document="newsletter.txt",
            speaker="Colm Deveraux",
            quote="The new ward opens on 3 June,",
            sentence="{q} announced Colm Deveraux.",
            passage="“The new ward opens on 3 June,” Colm Deveraux said.",
            altered="The new ward opens on 13 June,",
            swapped="{q} announced Bram Stolk.",
            told="Colm Deveraux expects the ward to open on 3 June.",
            mistold="Colm Deveraux expects the ward to open on 30 June.",
        ),
        Claim(
            document="committee.txt",
            speaker="Amina Yusuf",
            quote="Money that is paid twice is a nurse who is not hired.",
            sentence="Amina Yusuf replied: {q}",
            passage="“Money that is paid twice is a nurse who is not hired,” she said.",
            altered="Money that is paid twice is a nurse who is hired.",
            swapped="Colm Deveraux replied: {q}",
            told="For Amina Yusuf money paid twice means a nurse not hired.",
            mistold="For Amina Yusuf money paid twice means 20 nurses not hired.",
        ),
    ),
    invented=("We will sue the auditors into the ground,", "There was never any audit."),
)

RIVER = Scene(
    documents={
        "gauge.txt": (
            "River Tamsin at record low",
            "https://hydrology.example/tamsin/low",
            "“The river stands at 38 centimetres, the lowest since 1962,” said Edda Holm of the river service.\n",
        ),
        "mill.txt": (
            "Mill stops its turbines",
            "https://www.valleypost.example/news/mill-stops/?fbclid=abc123",
            "“We stopped both turbines on Friday,” Viktor Lund told the Valley Post. “We cannot say when they will run "
            "again.”\n",
        ),
        "anglers.txt": (
            "Anglers close the season",
            "https://anglers.example/closed",
            "“Nobody should fish in this heat,” said Noor Bakker, the club's secretary.\n\n"
            "“Fish don't read letters,” she added.\n",
        ),
        "farm.txt": (
            "Farmers ask for water",
            "https://farmunion.example/water",
            "“Without water by July there will be no harvest,” said Pieter Vance, a farmer.\n",
        ),
    },
    claims=(
        Claim(
            document="gauge.txt",
            speaker="Edda Holm",
            quote="The river stands at 38 centimetres, the lowest since 1962,",
            sentence="{q} said Edda Holm.",
            passage="“The river stands at 38 centimetres, the lowest since 1962,” said Edda Holm of the river service.",
            altered="The river stands at 83 centimetres, the lowest since 1962,",
            swapped="{q} said Viktor Lund.",
            told="Edda Holm put the river at 38 centimetres.",
            mistold="Edda Holm put the river at 83 centimetres.",
        ),
        Claim(
            document="mill.txt",
            speaker="Viktor Lund",
            quote="We stopped both turbines on Friday.",
            sentence="The miller Viktor Lund confirmed: {q}",
            passage="“We stopped both turbines on Friday,” Viktor Lund told the Valley Post.",
            altered="We stopped both turbines on Sunday.",
            swapped="The farmer Pieter Vance confirmed: {q}",
            told="Viktor Lund said that both turbines stopped on Friday.",
            mistold="Viktor Lund said that both turbines did not stop.",
        ),
        Claim(
            document="anglers.txt",
            speaker="Noor Bakker",
            quote="Nobody should fish in this heat,",
            sentence="{q} Noor Bakker warned.",
            passage="“Nobody should fish in this heat,” said Noor Bakker, the club's secretary.",
            altered="Everybody should fish in this heat,",
            swapped="{q} Edda Holm warned.",
            told="Noor Bakker advised that nobody fish in the heat.",
            mistold="Noor Bakker advised to fish in the heat.",
        ),
        Claim(
            document="farm.txt",
            speaker="Pieter Vance",
            quote="Without water by July there will be no harvest,",
            sentence="For the fields it is getting late. {q} said Pieter Vance.",
            passage="“Without water by July there will be no harvest,” said Pieter Vance, a farmer.",
            altered="Without water by June there will be no harvest,",
            swapped="For the fields it is getting late. {q} said Noor Bakker.",
            told="Pieter Vance fears that there will be no harvest without water.",
            mistold="Pieter Vance fears that 4 farms will have no harvest without water.",
        ),
    ),
    invented=("The river will be back by Sunday, I promise,", "Somebody has stolen the water."),
)

SCENES = (CLINIC, RIVER)
