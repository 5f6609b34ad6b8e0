"""How each country numbers its phones, taxes and firms, and what its firms are called by law; it knows no city.

One line for each country and language, so that a firm in Genève has a French name. In a pattern, ``#`` is a digit,
``@`` a letter that every country's codes use, ``[01-20]`` a number of that width; see ``patterns``.
"""

# ruff: noqa: RUF001 (Greek letters are no misspelt Latin ones)

# country|language|people|share|currency|phone|mobile|tax number|registration number|legal forms|highest house number
COUNTRIES = """
FR|fr|fr|170|EUR|+33 [1-5] ## ## ## ##|+33 [6-7] ## ## ## ##|FR## #########|### ### ### #####|SARL;SAS;SA;EURL|180
DE|de|de|140|EUR|+49 [30-89] #######|+49 1[51-79] ########|DE#########|HRB [1000-99999]|GmbH;GmbH & Co. KG;e.K.;AG|150
AT|de|de|25|EUR|+43 [1-7] ### ## ##|+43 6[60-99] #######|ATU########|FN ######@|GmbH;KG;OG;e.U.|120
CH|de|de|16|CHF|+41 [31-61] ### ## ##|+41 7[6-9] ### ## ##|CHE-###.###.### MWST|CH-020.#.###.###-#|AG;GmbH|110
CH|fr|fr|7|CHF|+41 2[1-7] ### ## ##|+41 7[6-9] ### ## ##|CHE-###.###.### TVA|CH-660.#.###.###-#|SA;Sàrl|110
CH|it|it|2|CHF|+41 91 ### ## ##|+41 7[6-9] ### ## ##|CHE-###.###.### IVA|CH-501.#.###.###-#|SA;Sagl|90
BE|nl|nl|16|EUR|+32 [2-9] ### ## ##|+32 4[70-99] ## ## ##|BE0#########|0###.###.###|BV;NV;CommV|170
BE|fr|fr|14|EUR|+32 [2-9] ### ## ##|+32 4[70-99] ## ## ##|BE0#########|0###.###.###|SRL;SA;SComm|170
NL|nl|nl|50|EUR|+31 [10-79] ### ####|+31 6 ########|NL#########B##|########|B.V.;V.O.F.;N.V.|220
GB|en|en|110|GBP|+44 1[21-99] ### ####|+44 7[400-999] ######|GB### #### ##|########|Ltd;Ltd;LLP;PLC|180
IE|en|ie|14|EUR|+353 [1-9] ### ####|+353 8[3-9] ### ####|IE#######@|######|Ltd;DAC;Teoranta|140
US|en|en|150|USD|+1 [201-989] 555 ####|+1 [201-989] 555 ####|##-#######||Inc.;LLC;Corp.;Co.|6400
CA|en|en|22|CAD|+1 [204-905] 555 ####|+1 [204-905] 555 ####|######### RT0001|#######-#|Inc.;Ltd.|3900
CA|fr|fr|9|CAD|+1 [418-581] 555 ####|+1 [418-581] 555 ####|######### RT0001|##########|inc.;ltée|3900
ES|es|es|75|EUR|+34 9[10-86] ### ###|+34 6## ### ###|ESB########|Tomo #####, Folio ###|S.L.;S.A.;S.L.U.|160
IT|it|it|80|EUR|+39 0[10-99] #######|+39 3[20-99] ### ####|IT###########|REA ######|S.r.l.;S.p.A.;S.n.c.;S.a.s.|190
PT|pt|pt|22|EUR|+351 2[10-95] ### ###|+351 9[1-6] ### ####|PT5########|#########|Lda.;S.A.;Unipessoal Lda.|210
PL|pl|pl|38|PLN|+48 [12-91] ### ## ##|+48 [500-799] ### ###|PL##########|KRS 0000######|sp. z o.o.;S.A.;sp.j.|130
CZ|cs|cs|20|CZK|+420 [220-599] ### ###|+420 [601-777] ### ###|CZ########|C #####|s.r.o.;a.s.|180
SE|sv|sv|24|SEK|+46 [8-90] ### ## ##|+46 7[0-9] ### ## ##|SE##########01|55####-####|AB;HB;KB|120
DK|da|da|15|DKK|+45 [31-98] ## ## ##|+45 [20-61] ## ## ##|DK########|CVR ########|ApS;A/S;I/S|160
NO|no|no|13|NOK|+47 [21-79] ## ## ##|+47 9## ## ###|NO#########MVA|#########|AS;ANS;DA|130
FI|fi|fi|13|EUR|+358 [13-19] ### ####|+358 4[0-6] ### ####|FI########|#######-#|Oy;Ky;Oyj|90
GR|el|el|12|EUR|+30 2[10-89] ### ####|+30 69# ### ####|EL#########|############|Α.Ε.;Ε.Π.Ε.;Ο.Ε.|170
AU|en|en|20|AUD|+61 [2-3] 5### ####|+61 4## ### ###|## ### ### ###|ACN ### ### ###|Pty Ltd;Ltd|320
NZ|en|en|7|NZD|+64 [3-9] ### ####|+64 2[1-9] ### ####|###-###-###|#######|Ltd|260
BR|pt|br|24|BRL|+55 [11-91] 3###-####|+55 [11-91] 9####-####|##.###.###/0001-##|NIRE ###########|Ltda.;S.A.;ME|2400
MX|es|mx|18|MXN|+52 [33-99] #### ####|+52 [33-99] #### ####|@@@######@##|########|S.A. de C.V.;S. de R.L.|900
JP|ja|ja|14|JPY|+81 [3-9] 5### ####|+81 [70-90] #### ####|T#############|####-##-######|株式会社;有限会社|28
IN|en|in|16|INR|+91 [20-80] #### ####|+91 [70-99]### #####|##@@@@@####@#Z#|U#####@@20##PTC######|Pvt. Ltd.;LLP;Ltd.|480
MA|fr|ma|9|MAD|+212 5 ## ## ## ##|+212 6 ## ## ## ##|########|RC ######|SARL;SA;SARL AU|240
TN|fr|ma|9|TND|+216 7# ### ###|+216 [20-59] ### ###|#######@/A/M/000|B###########|SARL;SUARL;SA|200
TR|tr|tr|16|TRY|+90 [212-472] ### ## ##|+90 5[30-59] ### ## ##|##########|MERSIS ################|Ltd. Şti.;A.Ş.|210
"""
